// All three ask `sallyport complete` and offer what it says. Names come from whoever may write them, so none is ever
// evaluated: a group called `$(rm -rf ~)` must be a name, whoever presses the tab key.

const bash = `# Completion for bash: source <(sallyport completion bash)
_sallyport_complete() {
  local current="\${COMP_WORDS[COMP_CWORD]}" line word
  COMPREPLY=()
  while IFS= read -r line; do
    if [[ "$line" == ":files" ]]; then
      compopt -o filenames 2>/dev/null
      while IFS= read -r word; do COMPREPLY+=("$word"); done < <(compgen -f -- "$current")
    else
      printf -v word '%q' "\${line%%$'\\t'*}"
      COMPREPLY+=("$word")
    fi
  done < <("\${COMP_WORDS[0]}" complete "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
}
complete -o nosort -F _sallyport_complete sallyport 2>/dev/null || complete -F _sallyport_complete sallyport
`;

const zsh = `#compdef sallyport
# Completion for zsh: source <(sallyport completion zsh), or as _sallyport in a directory of $fpath.
_sallyport() {
  local line
  local -a found shown
  for line in "\${(@f)$("\${words[1]}" complete "\${(@)words[2,CURRENT]}" 2>/dev/null)}"; do
    if [[ "$line" == ":files" ]]; then
      _files
      return
    fi
    [[ -z "$line" ]] && continue
    found+=("\${line%%$'\\t'*}")
    shown+=("\${line/$'\\t'/  }")
  done
  (( \${#found} )) && compadd -l -d shown -a found
}
if [[ "$funcstack[1]" == "_sallyport" ]]; then
  _sallyport "$@"
else
  compdef _sallyport sallyport
fi
`;

const fish = `# Completion for fish: sallyport completion fish | source
function __sallyport_complete
    set -l words (commandline -opc)
    set -l current (commandline -ct)
    for line in ($words[1] complete $words[2..-1] "$current" 2>/dev/null)
        if test "$line" = ":files"
            __fish_complete_path "$current"
        else
            echo $line
        end
    end
end
complete -c sallyport -f -a '(__sallyport_complete)'
`;

/** What each shell is to be told, once. */
export const scripts = { bash, zsh, fish } as const;
