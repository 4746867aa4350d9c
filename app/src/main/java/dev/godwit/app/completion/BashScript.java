package dev.godwit.app.completion;

import java.util.List;
import java.util.stream.Collectors;

/** Completion for bash: one function that looks at the words before the cursor. */
final class BashScript {
    /** Readline splits words at {@code =}, so an option, the sign and the value are three. */
    private static final String TEMPLATE = """
            # Completion of godwit for bash. Load it with: source <(godwit completion bash)
            _godwit_words() {
                COMPREPLY=($(compgen -W "$1" -- "$word"))
            }

            # Half a code goes through a pipe: arguments are for everyone to see.
            _godwit_code() {
                [[ $word == [0-9]* ]] || return
                COMPREPLY=($(printf '%s\\n' "$word" | godwit complete-code - 2>/dev/null))
                [[ ${COMPREPLY[0]-} != *- ]] || compopt -o nospace
            }

            _godwit() {
                local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]} command='' i
                COMPREPLY=()
                if [[ $word == = ]]; then
                    word=
                elif [[ $before == = ]]; then
                    before=${COMP_WORDS[COMP_CWORD - 2]}
                fi
                for ((i = 1; i < COMP_CWORD; i++)); do
                    case ${COMP_WORDS[i]} in
                        @VALUED)
                            [[ ${COMP_WORDS[i + 1]} != = ]] || ((i += 1))
                            ((i += 1))
                            ;;
                        *)
                            case "$command ${COMP_WORDS[i]}" in
                                @PATHS) command="$command ${COMP_WORDS[i]}" ;;
                            esac
                            ;;
                    esac
                done
                case $before in
            @VALUES    esac
                if [[ $word == -* ]]; then
                    case $command in
            @FLAGS        esac
                    return
                fi
                # A code needs no command before it.
                if [[ -z $command && $word == [0-9]* ]]; then
                    _godwit_code
                    return
                fi
                case $command in
            @ARGUMENTS    esac
            }
            complete -F _godwit godwit
            """;

    private BashScript() {}

    static String of(Verb program) {
        String values = program.allFlags().stream()
                .filter(Flag::takesValue)
                .map(flag -> "        " + String.join("|", flag.names()) + ") "
                        + (flag.value() instanceof Candidates.Nothing ? "" : action(flag.value()) + "; ")
                        + "return ;;\n")
                .collect(Collectors.joining());
        String flags = program.pathsByFlags().entrySet().stream()
                .map(each -> "            " + CasePattern.of(each.getValue()) + ") _godwit_words '"
                        + names(each.getKey()) + "' ;;\n")
                .collect(Collectors.joining());
        String arguments = program.all()
                .filter(verb -> !(verb.argument() instanceof Candidates.Nothing))
                .map(verb -> "        " + CasePattern.of(verb.paths()) + ") " + action(verb.argument()) + " ;;\n")
                .collect(Collectors.joining());
        return TEMPLATE.replace("@VALUED", String.join("|", program.namesWithValue()))
                .replace("@PATHS", CasePattern.ofAll(program))
                .replace("@VALUES", values)
                .replace("@FLAGS", flags)
                .replace("@ARGUMENTS", arguments);
    }

    private static String action(Candidates candidates) {
        return switch (candidates) {
            case Candidates.OneOf(List<String> words) -> "_godwit_words '" + String.join(" ", words) + "'";
            // Readline's own way knows about blanks, quotes and tildes.
            case Candidates.Files _ -> "compopt -o default";
            case Candidates.Folders _ -> "compopt -o dirnames";
            case Candidates.Code _ -> "_godwit_code";
            case Candidates.Nothing _ -> ":";
        };
    }

    private static String names(List<Flag> flags) {
        return flags.stream().flatMap(flag -> flag.names().stream()).collect(Collectors.joining(" "));
    }
}
