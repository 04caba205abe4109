"""What lists call their columns, in English, French, German and Spanish."""

from __future__ import annotations

import re
from types import MappingProxyType

from pipeline_tui.domain.text import fold

# What a column of a list may hold. Several columns may hold telephone numbers or e-mail addresses.
FIELDS = (
    *("civility", "last_name", "first_name", "name", "firm", "role", "phone", "mobile", "email"),
    *("address", "postcode", "city", "country", "language", "audience", "source"),
    *("consent", "consent_date", "consent_evidence", "note", "hours"),
    *("owner", "last_contact", "purchases"),
)
SEVERAL = frozenset({"phone", "mobile", "email", "note", "purchases"})
SAME_FIELD = MappingProxyType({"phones": "phone", "emails": "email", "number": "phone", "company": "firm"})

_NAMES: dict[str, str] = {
    "civility": (
        "civilite|civ|titre|title|salutation|anrede|tratamiento|prefix|prefixe|mr mrs|genre|gender|sexe"
    ),
    "last_name": (
        "last name|lastname|surname|family name|familyname|nom de famille|nom famille|nom usage"
        "|nom client|nachname|familienname|zuname|apellido|apellidos|contact last name|nom du contact"
    ),
    "first_name": (
        "first name|firstname|given name|givenname|forename|prenom|prenoms|vorname|vornamen"
        "|nombre de pila|contact first name|prenom du contact|prenom client"
    ),
    "name": (
        "name|full name|fullname|contact|contact name|customer|customer name|client|client name|nom"
        "|nom complet|nom prenom|nom et prenom|prenom nom|nom client complet|interlocuteur"
        "|ansprechpartner|kunde|kundenname|vollstandiger name|nombre|nombre completo|nombre y apellidos"
        "|cliente|contacto|lead|lead name|person"
    ),
    "firm": (
        "firm|company|company name|companyname|organisation|organization|business name|account"
        "|account name|employer|societe|nom societe|nom de la societe|raison sociale|entreprise"
        "|nom entreprise|enseigne|etablissement|structure|firma|firmenname|unternehmen|betrieb"
        "|organisation name|empresa|razon social|nombre empresa|compania|sociedad"
    ),
    "role": (
        "role|job|job title|position|function|fonction|poste occupe|metier|funktion|stelle|beruf|cargo"
        "|puesto|funcion|profession"
    ),
    "phone": (
        "phone|phone number|phonenumber|phones|telephone|telephone number|tel|tel fixe|telephone fixe"
        "|fixe|landline|home phone|work phone|office phone|business phone|main phone|primary phone"
        "|day phone|numero|numero de telephone|numero telephone|numero de tel|num tel|n tel|n telephone"
        "|n de telephone|no tel|tel domicile|tel bureau|tel pro|tel perso|telephone domicile"
        "|telephone bureau|telephone pro|telephone professionnel|telephone principal|ligne directe"
        "|direct line|standard|telefon|telefonnummer|rufnummer|festnetz|telefon privat"
        "|telefon geschaftlich|telefono|telefono fijo|fijo|numero de telefono|other phone"
        "|autre telephone|phone home|phone work|number"
    ),
    "mobile": (
        "mobile|mobile phone|mobile number|cell|cell phone|cellphone|cellular|portable|tel portable"
        "|telephone portable|tel mobile|telephone mobile|numero portable|gsm|handy|handynummer|mobil"
        "|mobiltelefon|mobilnummer|movil|telefono movil|celular|natel|phone mobile"
    ),
    "email": (
        "email|e mail|mail|email address|e mail address|emailaddress|adresse email|adresse e mail"
        "|adresse mail|adresse electronique|courriel|mel|e mail adresse|email adresse|mailadresse"
        "|correo|correo electronico|e mail perso|e mail pro|email pro|email perso"
    ),
    "address": (
        "address|street|street address|address line|addressline|adresse|adresse postale|rue|voie"
        "|strasse|anschrift|strasse hausnummer|strasse und hausnummer|direccion|calle|domicilio"
        "|mailing address"
    ),
    "postcode": (
        "postcode|post code|postal code|postalcode|zip|zip code|zipcode|code postal|codepostal|cp|c p"
        "|plz|postleitzahl|codigo postal|cod postal"
    ),
    "city": (
        "city|town|ville|commune|localite|ort|stadt|wohnort|gemeinde|ciudad|poblacion|localidad"
        "|municipio|city town|town city"
    ),
    "country": "country|country code|countrycode|country name|pays|code pays|land|landercode|pais",
    "language": "language|lang|langue|sprache|idioma|lengua|preferred language",
    "audience": (
        "audience|type|type de client|type client|type contact|customer type|client type|contact type"
        "|segment|categorie|category|kundentyp|kundenart|art|tipo|tipo de cliente|b2b b2c|b2b|b2c"
        "|particulier pro|particulier professionnel|profil|kind"
    ),
    "source": (
        "source|origin|origine|provenance|lead source|leadsource|canal|channel|herkunft|quelle|origen"
        "|fuente|source du contact|obtained from"
    ),
    "consent": (
        "consent|consents|opt in|optin|opted in|consentement|accord|autorisation|rgpd|gdpr|dsgvo"
        "|einwilligung|zustimmung|consentimiento|permission|consentement telephone|consentement appel"
        "|phone consent|marketing consent|consent given"
    ),
    "consent_date": (
        "consent date|date of consent|consent given on|consent at|opt in date|optin date"
        "|date consentement|date de consentement|date du consentement|consentement date|date accord"
        "|date optin|date opt in|consent on|datum einwilligung|einwilligung datum|einwilligungsdatum"
        "|fecha consentimiento|fecha de consentimiento|fecha del consentimiento"
    ),
    "consent_evidence": (
        "consent evidence|evidence|proof of consent|consent proof|consent source|consent channel|preuve"
        "|preuve consentement|preuve du consentement|preuve de consentement|canal consentement"
        "|source consentement|origine consentement|nachweis|einwilligung nachweis|prueba"
        "|prueba de consentimiento|consent text"
    ),
    "note": (
        "note|notes|comment|comments|commentaire|commentaires|remarque|remarques|observation"
        "|observations|remarks|memo|bemerkung|bemerkungen|notiz|notizen|kommentar|anmerkung|nota|notas"
        "|comentario|comentarios|observaciones|description"
    ),
    "owner": (
        "owner|contact owner|lead owner|account owner|assigned to|sales rep|salesperson|account manager"
        "|commercial|commerciale|vendeur|vendeuse|conseiller|conseillere|responsable|suivi par"
        "|charge de clientele|proprietaire|betreuer|betreuerin|zustandig|verkaufer|kundenbetreuer"
        "|comercial|vendedor|vendedora|asignado a|gestor"
    ),
    "last_contact": (
        "last contact|last contacted|last contacted on|last contact date|date of last contact|last call"
        "|last activity|last activity date|dernier contact|date dernier contact|date du dernier contact"
        "|dernier appel|derniere visite|dernier echange|letzter kontakt|letzter anruf"
        "|datum letzter kontakt|ultimo contacto|fecha ultimo contacto|ultima llamada"
    ),
    "purchases": (
        "purchases|purchase|purchase history|orders|order history|sales history|achats|achat"
        "|historique achats|historique des achats|commandes|ventes|kaufe|kauf|einkaufe|bestellungen"
        "|bestellhistorie|compras|historial de compras|pedidos"
    ),
    "hours": (
        "hours|preferred hours|best time|best time to call|call time|heures|horaires|horaire"
        "|plage horaire|heures preferees|creneau|disponibilites|disponibilite|joignable|uhrzeit"
        "|erreichbar|erreichbarkeit|horario|horas|disponibilidad"
    ),
}
_BY_HEADER = MappingProxyType({name: field for field, names in _NAMES.items() for name in names.split("|")})


def header_key(header: str) -> str:
    """Return a header without case, accents, punctuation and a counting number: "E-mail 2" is "e mail"."""
    words = re.sub(r"[\W_]+", " ", fold(re.sub(r"(?<=[a-z])(?=[A-Z])", " ", header))).strip()
    return re.sub(r"(?<=\w) ?\d{1,2}$", "", words)


def field_of_header(header: str) -> str:
    """Return the field a header names, "" when it names none."""
    found = _BY_HEADER.get(header_key(header), "")
    return found or _BY_HEADER.get(header_key(header).removesuffix("s"), "")
