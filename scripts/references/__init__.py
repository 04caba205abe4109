"""The generated parts of docs/: keys from the command records, the shell's reference from its commands."""
