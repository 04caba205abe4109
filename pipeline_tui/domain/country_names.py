"""Countries by their names in English, French, German and Spanish, as lists write them."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from types import MappingProxyType

from pipeline_tui.domain.text import fold

# Folded names behind each ISO 3166 code; from the locale data of libphonenumber, with everyday names added.
_NAMES = """
AD:andorra|andorre
AE:united arab emirates|emirats arabes unis|vereinigte arabische emirate|emiratos arabes unidos
AF:afghanistan|afganistan; AG:antigua and barbuda|antigua et barbuda|antigua und barbuda|antigua y barbuda
AI:anguilla|anguila; AL:albania|albanie|albanien; AM:armenia|armenie|armenien; AO:angola
AQ:antarctica|antarctique|antarktis|antartida|antarctica the territory south of 60 deg s
AR:argentina|argentine|argentinien; AS:american samoa|samoa americaines|amerikanisch samoa|samoa americana
AT:austria|autriche|osterreich|aut; AU:australia|australie|australien; AW:aruba
AX:aland islands|iles aland|aaland inseln|islas aland; AZ:azerbaijan|azerbaidjan|aserbaidschan|azerbaiyan
BA:bosnia and herzegovina|bosnie herzegovine|bosnien und herzegowina|bosnia y hercegovina
BB:barbados|barbade; BD:bangladesh|bangladesch; BE:belgium|belgique|belgien|belgica|bel; BF:burkina faso
BG:bulgaria|bulgarie|bulgarien; BH:bahrain|bahrein; BI:burundi; BJ:benin
BL:saint barthelemy|san bartolome; BM:bermuda|bermudes|bermudas; BN:brunei|brunei darussalam
BO:bolivia|bolivie|bolivien
BQ:bonaire sint eustatius and saba|bonaire saint eustache et saba|bonaire sint eustatius und saba
BQ:bonaire san eustaquio y saba; BR:brazil|bresil|brasilien|brasil; BS:bahamas; BT:bhutan|bhoutan|butan
BV:bouvet island|ile bouvet|bouvet insel|isla bouvet|bouvet island bouvetoya; BW:botswana|botsuana
BY:belarus|bielo russie|bielorrusia; BZ:belize|belice; CA:canada|kanada|can
CC:cocos islands|iles cocos|kokos inseln|islas cocos
CD:the democratic republic of congo|republique democratique du congo|demokratische republik kongo
CD:republica democratica del congo|democratic republic of the congo|rdc
CF:central african republic|republique centre africaine|zentralafrikanische republik
CF:republica centroafricana; CG:congo|kongo|republic of the congo; CH:switzerland|suisse|schweiz|suiza|che
CI:cote d ivoire|elfenbeinkuste|costa de marfil|ivory coast
CK:cook islands|iles cook|cook inseln|islas cook; CL:chile|chili; CM:cameroon|cameroun|kamerun|camerun
CN:china|chine; CO:colombia|colombie|kolumbien; CR:costa rica; CU:cuba|kuba
CV:cape verde|cap vert|kap verde|cabo verde; CW:curacao
CX:christmas island|ile christmas|weihnachtsinsel|isla christmas; CY:cyprus|chypre|zypern|chipre
CZ:czech republic|republique tcheque|tschechische republik|chequia|czechia|tchequie|tschechien
DE:germany|allemagne|deutschland|alemania|deu|brd; DJ:djibouti|dschibuti|yibuti
DK:denmark|danemark|dinamarca; DM:dominica|dominique
DO:dominican republic|republique dominicaine|dominikanische republik|republica dominicana
DZ:algeria|algerie|algerien|argelia; EC:ecuador|equateur; EE:estonia|estonie|estland
EG:egypt|egypte|agypten|egipto; EH:western sahara|sahara occidental|westsahara; ER:eritrea|erythree
ES:spain|espagne|spanien|espana|esp; ET:ethiopia|ethiopie|athiopien|etiopia
FI:finland|finlande|finnland|finlandia; FJ:fiji|fidji|fidschi|fiyi
FK:falkland islands|iles malouines|falkland inseln|islas malvinas|falkland islands malvinas
FM:micronesia|micronesie|mikronesien; FO:faroe islands|iles feroe|faroer inseln|islas feroe
FR:france|frankreich|francia|fra|france metropolitaine; GA:gabon|gabun
GB:united kingdom|royaume uni|vereinigtes konigreich|reino unido|uk|great britain|england|scotland
GB:wales|northern ireland|angleterre|ecosse|grande bretagne|grossbritannien|inglaterra|gran bretana
GB:gbr; GD:grenada|grenade|granada; GE:georgia|georgie|georgien
GF:french guiana|guyane francaise|franzosisch guayana|guayana francesa; GG:guernsey|guernesey; GH:ghana
GI:gibraltar; GL:greenland|groenland|gronland|groenlandia; GM:gambia|gambie; GN:guinea|guinee
GP:guadeloupe|guadalupe; GQ:equatorial guinea|guinee equatoriale|aquatorial guinea|guinea ecuatorial
GR:greece|grece|griechenland|grecia
GS:south georgia and the south sandwich islands|georgie du sud et iles sandwich du sud
GS:sud georgia und die sudlichen sandwich inseln|islas georgia del sur y sandwich del sur; GT:guatemala
GU:guam; GW:guinea bissau|guinee bissau; GY:guyana; HK:hong kong|hongkong
HM:heard island and mcdonald islands|ile heard et iles mcdonald|heard und mcdonald inseln
HM:islas heard y mcdonald; HN:honduras; HR:croatia|croatie|kroatien|croacia; HT:haiti
HU:hungary|hongrie|ungarn|hungria; ID:indonesia|indonesie|indonesien
IE:ireland|irlande|irland|irlanda|irl|eire|republic of ireland; IL:israel
IM:isle of man|ile de man|isla de man; IN:india|inde|indien
IO:british indian ocean territory|territoires britanniques de l ocean indien
IO:britische territorien im indischen ozean|territorio britanico del oceano indico
IO:british indian ocean territory chagos archipelago; IQ:iraq|irak; IR:iran|islamic republic of iran
IS:iceland|islande|island|islandia; IT:italy|italie|italien|italia|ita; JE:jersey
JM:jamaica|jamaique|jamaika; JO:jordan|jordanie|jordanien|jordania; JP:japan|japon; KE:kenya|kenia
KG:kyrgyzstan|kirgistan|kirguizistan|kyrgyz republic; KH:cambodia|cambodge|kambodscha|camboya; KI:kiribati
KM:comoros|comores|komoren
KN:saint kitts and nevis|saint christophe et nieves|saint kitts und nevis|san cristobal y nieves
KP:north korea|coree du nord|nordkorea|corea del norte|democratic people s republic of korea
KR:south korea|coree du sud|sudkorea|corea del sur|korea|republic of korea; KW:kuwait|koweit
KY:cayman islands|iles caimans|kaiman inseln|islas caiman; KZ:kazakhstan|kasachstan|kazajstan
LA:laos|lao people s democratic republic; LB:lebanon|liban|libanon|libano
LC:saint lucia|sainte lucie|st lucia|santa lucia; LI:liechtenstein; LK:sri lanka; LR:liberia
LS:lesotho|lesoto; LT:lithuania|lithuanie|litauen|lituania; LU:luxembourg|luxemburg|luxemburgo|lux
LV:latvia|lettonie|lettland|letonia; LY:libya|libye|libyen|libia|libyan arab jamahiriya
MA:morocco|maroc|marokko|marruecos; MC:monaco; MD:moldova|moldavie|moldau|moldavia; ME:montenegro
MF:saint martin|st martin|san martin; MG:madagascar|madagaskar
MH:marshall islands|iles marshall|marshall inseln|islas marshall
MK:macedonia|macedoine|mazedonien|north macedonia|the former yugoslav republic of macedonia; ML:mali
MM:myanmar; MN:mongolia|mongolie|mongolei; MO:macao
MP:northern mariana islands|iles mariannes du nord|nordliche mariannen inseln; MP:islas marianas del norte
MQ:martinique|martinica; MR:mauritania|mauritanie|mauretanien; MS:montserrat; MT:malta|malte
MU:mauritius|maurice|mauricio; MV:maldives|maldiven|maldivas; MW:malawi|malaui; MX:mexico|mexique|mexiko
MY:malaysia|malaisie|malasia; MZ:mozambique|mosambik; NA:namibia|namibie
NC:new caledonia|nouvelle caledonie|neukaledonien|nueva caledonia; NE:niger
NF:norfolk island|ile norfolk|norfolk insel|isla norfolk; NG:nigeria; NI:nicaragua
NL:netherlands|pays bas|niederlande|holanda|holland|hollande|nld; NO:norway|norvege|norwegen|noruega
NP:nepal; NR:nauru; NU:niue; NZ:new zealand|nouvelle zelande|neuseeland|nueva zelanda; OM:oman; PA:panama
PE:peru|perou; PF:french polynesia|polynesie francaise|franzosisch polynesien|polinesia francesa
PG:papua new guinea|papouasie nouvelle guinee|papua neuguinea; PH:philippines|philippinen|filipinas
PK:pakistan|paquistan; PL:poland|pologne|polen|polonia
PM:saint pierre and miquelon|saint pierre et miquelon|st pierre und miquelon|san pedro y miquelon
PN:pitcairn|islas pitcairn|pitcairn islands; PR:puerto rico|porto rico
PS:palestine|palastina|palestina|palestinian territory; PT:portugal|prt; PW:palau|belau|palaos
PY:paraguay; QA:qatar|katar; RE:reunion|la reunion|ile de la reunion; RO:romania|roumanie|rumanien|rumania
RS:serbia|serbie|serbien; RU:russia|russie|russland|rusia|russian federation; RW:rwanda|ruanda
SA:saudi arabia|arabie saoudite|saudi arabien|arabia saudita
SB:solomon islands|iles salomon|solomon inseln|islas salomon; SC:seychelles|seychellen; SD:sudan|soudan
SE:sweden|suede|schweden|suecia; SG:singapore|singapour|singapur
SH:saint helena|sainte helene|st helena|santa helena; SI:slovenia|slovenie|slowenien|eslovenia
SJ:svalbard and jan mayen|svalbard et jan mayen|svalbard und jan mayen|svalbard y jan mayen
SJ:svalbard jan mayen islands; SK:slovakia|slovaquie|slowakei|eslovaquia|slovakia slovak republic
SL:sierra leone|sierra leona; SM:san marino|saint marin; SN:senegal; SO:somalia|somalie
SR:suriname|surinam; SS:south sudan|sud soudan|sudsudan|sudan del sur
ST:sao tome and principe|sao tome et principe|sao tome und principe|santo tome y principe; SV:el salvador
SX:sint maarten dutch part|saint martin partie neerlandaise|sint maarten niederlandischer teil
SX:san martin region holandesa; SY:syria|syrie|syrien|siria|syrian arab republic
SZ:swaziland|swasiland|suazilandia|eswatini
TC:turks and caicos islands|iles turks et caicos|turks und caicos inseln|islas turcas y caicos
TD:chad|tchad|tschad; TF:french southern territories|territoires francais du sud|franzosische sudgebiete
TF:territorios franceses del sur; TG:togo; TH:thailand|thailande|tailandia
TJ:tajikistan|tadjikistan|tadschikistan|tayikistan; TK:tokelau; TL:timor leste|timor oriental
TM:turkmenistan; TN:tunisia|tunisie|tunesien|tunez; TO:tonga; TR:turkey|turquie|turkei|turquia|turkiye
TT:trinidad and tobago|trinite et tobago|trinidad und tobago|trinidad y tobago; TV:tuvalu; TW:taiwan
TZ:tanzania|tanzanie|tansania; UA:ukraine|ucrania; UG:uganda|ouganda
UM:united states minor outlying islands|dependances americaines du pacifique
UM:ubrige inseln im pazifik der usa|islas menores alejadas de los estados unidos
US:united states|etats unis|vereinigte staaten von amerika|estados unidos|usa
US:united states of america|etats unis d amerique|america|amerique|eeuu|u s a|u s; UY:uruguay
UZ:uzbekistan|ouzbekistan|usbekistan
VA:vatican|vatikanstadt|ciudad del vaticano|holy see vatican city state
VC:saint vincent and the grenadines|saint vincent et les grenadines|st vincent und die grenadinen
VC:san vicente y las granadinas; VE:venezuela
VG:british virgin islands|iles vierges britanniques|britische jungferninseln; VG:islas virgenes britanicas
VI:u s virgin islands|iles vierges americaines|amerikanische jungferninseln
VI:islas virgenes americanas|united states virgin islands; VN:vietnam|viet nam; VU:vanuatu
WF:wallis and futuna|wallis et futuna|wallis und futuna|wallis y futuna; WS:samoa; YE:yemen|jemen
YT:mayotte; ZA:south africa|afrique du sud|sudafrika|sudafrica; ZM:zambia|zambie|sambia
ZW:zimbabwe|simbabwe|zimbabue
"""
_ONE_NUMBERING = MappingProxyType({"UM": "US"})  # territories that share everything with their country


@cache
def _by_name() -> MappingProxyType[str, str]:
    entries = [entry.partition(":") for line in _NAMES.split("\n") for entry in line.split("; ") if entry]
    return MappingProxyType({name: code for code, _, names in entries for name in names.split("|")})


@lru_cache(maxsize=1024)
def country_named(cell: str) -> str:
    """Return the ISO 3166 code of a country as named or coded in a list, "" when it is not known."""
    key = re.sub(r"[^\w]+", " ", fold(cell)).strip()
    code = _by_name().get(key, "")
    if not code and re.fullmatch(r"[a-z]{2}", key) and key.upper() in _codes():
        code = key.upper()
    return _ONE_NUMBERING.get(code, code)


@cache
def _codes() -> frozenset[str]:
    return frozenset(_by_name().values())
