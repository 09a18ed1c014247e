namespace Distill.Cli.Completion;

/// <summary>
/// The scripts of the shells. Each asks the command line itself what may stand at the cursor, by its directive <c>[suggest:POSITION]</c>. Where it
/// has no answer, the shell completes files.
/// </summary>
internal static class CompletionScript
{
    private const string Bash = """
        # source <(distill completion bash)
        _distill_complete() {
          local IFS=$'\n'
          COMPREPLY=($(compgen -W "$(distill "[suggest:${COMP_POINT}]" "${COMP_LINE}" 2>/dev/null)" -- "${COMP_WORDS[COMP_CWORD]}"))
        }
        complete -o default -F _distill_complete distill
        """;

    private const string Zsh = """
        # source <(distill completion zsh)
        _distill() {
          local -a found
          found=("${(@f)$(distill "[suggest:${CURSOR}]" "${BUFFER}" 2>/dev/null)}")
          if (( ${#found[1]} )); then compadd -- "${found[@]}"; else _files; fi
        }
        compdef _distill distill
        """;

    private const string Fish = """
        # distill completion fish | source
        complete -c distill -a '(distill "[suggest:"(commandline -C)"]" (commandline -cp) 2>/dev/null)'
        """;

    private const string PowerShell = """
        # distill completion pwsh | Out-String | Invoke-Expression
        Register-ArgumentCompleter -Native -CommandName distill -ScriptBlock {
          param($word, $line, $position)
          distill "[suggest:$position]" "$line" | ForEach-Object {
            [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_)
          }
        }
        """;

    public static IReadOnlyList<string> Shells { get; } = ["bash", "zsh", "fish", "pwsh"];

    /// <summary>The script of one of <see cref="Shells"/>. Its first line says how to use it.</summary>
    public static string Of(string shell) =>
        shell switch
        {
            "bash" => Bash,
            "zsh" => Zsh,
            "fish" => Fish,
            _ => PowerShell,
        };
}
