# Made by make docs. Source this file, or put it where bash looks for completions.
_backcheck() {
  local words
  case "${COMP_WORDS[1]}:${COMP_WORDS[COMP_CWORD-1]}" in
    check:--answers|-*:--answers|check:--output|-*:--output|quiz:--output|simulate:--distribution|simulate:--svg|score:--csv|score:--html|cases:--csv|graph:--answers|graph:--output|explain:--answers|what-if:--answers|demo:--answers|export:--output) COMPREPLY=($(compgen -f -- "${COMP_WORDS[COMP_CWORD]}")); return ;;
    check:--format|-*:--format) COMPREPLY=($(compgen -W 'terminal plain json markdown html fhir' -- "${COMP_WORDS[COMP_CWORD]}")); return ;;
    check:--for|-*:--for) COMPREPLY=($(compgen -W 'patient clinician' -- "${COMP_WORDS[COMP_CWORD]}")); return ;;
    check:--protocol|-*:--protocol|resume:--protocol|quiz:--protocol|simulate:--compare|simulate:--protocol|score:--protocol|cases:--protocol|graph:--protocol|explain:--protocol|what-if:--protocol|demo:--protocol|verify:--protocol|verify:--output-dir|mutate:--protocol|diff:--output-dir|questions:--protocol|replay:--protocol|export:--protocol) COMPREPLY=($(compgen -d -- "${COMP_WORDS[COMP_CWORD]}")); return ;;
    graph:--format) COMPREPLY=($(compgen -W 'outline mermaid dot svg' -- "${COMP_WORDS[COMP_CWORD]}")); return ;;
  esac
  case "${COMP_WORDS[1]}" in
    check) words='--answers --format --json --output --force --exit-code --for --region --save --quiet --plain --no-color --protocol' ;;
    resume) words='--forget --region --protocol --plain --no-color' ;;
    region) words='--forget --plain --no-color' ;;
    about) words='--plain --no-color' ;;
    quiz) words='--from --name --seed --script-concordance --output --force --protocol --plain --no-color' ;;
    simulate) words='--setting --distribution --people --seed --without --change --compare --json --csv --svg --force --protocol --plain --no-color' ;;
    score) words='--case-set --template --csv --html --force --protocol --plain --no-color' ;;
    cases) words='--score --coverage --csv --force --protocol --plain --no-color' ;;
    graph) words='--topic --rule --format --case --answers --output --force --protocol --plain --no-color' ;;
    explain) words='--not --case --answers --protocol --plain --no-color' ;;
    what-if) words='--case --answers --all --protocol --plain --no-color' ;;
    demo) words='--case --answers --step --big --protocol --plain --no-color' ;;
    verify) words='--protocol --claim --json --output-dir --count --certify --force --plain --no-color' ;;
    mutate) words='--protocol --rule --sample --seed --json --plain --no-color' ;;
    new) words='--title --rung --topic --sign --plain --no-color' ;;
    lint) words='--watch --plain --no-color' ;;
    diff) words='--allow-lower --json --output-dir --plain --no-color' ;;
    questions) words='--json --protocol --plain --no-color' ;;
    replay) words='--json --protocol --plain --no-color' ;;
    export) words='--format --output --force --protocol --plain --no-color' ;;
    *) words='--answers --format --json --output --force --exit-code --for --region --save --quiet --plain --no-color --protocol --version --help' ;;
  esac
  [ "$COMP_CWORD" -eq 1 ] && words='check resume region about quiz simulate score cases graph explain what-if demo verify mutate new lint diff questions replay export --answers --format --json --output --force --exit-code --for --region --save --quiet --plain --no-color --protocol --version --help'
  COMPREPLY=($(compgen -W "$words" -- "${COMP_WORDS[COMP_CWORD]}"))
}
complete -o default -F _backcheck backcheck
