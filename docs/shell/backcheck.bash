# Made by make docs. For bash: source this file. For zsh: autoload -U bashcompinit; bashcompinit; source this file.
_backcheck() {
  local words
  case "${COMP_WORDS[1]}" in
    verify) words='--protocol --claim --json --output-dir --plain --no-color' ;;
    questions) words='--json --protocol --plain --no-color' ;;
    cases) words='--score --coverage --csv --force --protocol --plain --no-color' ;;
    check) words='--answers --json --output --force --exit-code --for --region --save --quiet --plain --no-color --protocol' ;;
    resume) words='--forget --region --protocol --plain --no-color' ;;
    region) words='--forget --plain --no-color' ;;
    about) words='--plain --no-color' ;;
    *) words='verify questions cases check resume region about --answers --json --output --force --exit-code --for --region --save --quiet --plain --no-color --protocol --version' ;;
  esac
  [ "$COMP_CWORD" -eq 1 ] && words='verify questions cases check resume region about --answers --json --output --force --exit-code --for --region --save --quiet --plain --no-color --protocol --version'
  case "${COMP_WORDS[COMP_CWORD-1]}" in
    --answers|--output|--csv) COMPREPLY=($(compgen -f -- "${COMP_WORDS[COMP_CWORD]}")) ;;
    --protocol|--output-dir) COMPREPLY=($(compgen -d -- "${COMP_WORDS[COMP_CWORD]}")) ;;
    --for) COMPREPLY=($(compgen -W 'patient clinician' -- "${COMP_WORDS[COMP_CWORD]}")) ;;
    *) COMPREPLY=($(compgen -W "$words" -- "${COMP_WORDS[COMP_CWORD]}")) ;;
  esac
}
complete -F _backcheck backcheck
