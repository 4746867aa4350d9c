package dev.godwit.app.completion;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Completion for zsh: one function that looks at the words before the cursor, and tells what each candidate does. */
final class ZshScript {
    private static final String TEMPLATE = """
            #compdef godwit
            # Completion of godwit for zsh. Load it with: source <(godwit completion zsh)
            # or keep it for all shells: godwit completion zsh >"${fpath[1]}/_godwit"

            # Half a code goes through a pipe: arguments are for everyone to see.
            _godwit_code() {
                local -a found
                [[ $PREFIX == [0-9]* ]] || return 1
                found=(${(f)"$(print -r -- "$PREFIX" | godwit complete-code - 2>/dev/null)"})
                # -U, because what was typed becomes the canonical form.
                if [[ ${found[1]} == *- ]]; then
                    compadd -U -S '' -- $found
                else
                    compadd -U -- $found
                fi
            }

            _godwit() {
                local command='' before=${words[CURRENT - 1]} i
                local -a choices
                for ((i = 2; i < CURRENT; i++)); do
                    case ${words[i]} in
                        (@VALUED) ((i += 1)) ;;
                        (*)
                            case "$command ${words[i]}" in
                                (@PATHS) command="$command ${words[i]}" ;;
                            esac
                            ;;
                    esac
                done
                if [[ $PREFIX == --*=* ]]; then
                    before=${PREFIX%%=*}
                    compset -P '*='
                fi
                case $before in
            @VALUES    esac
                if [[ $PREFIX == -* ]]; then
                    case $command in
            @FLAGS        esac
                    _describe -o option choices
                    return
                fi
                # A code needs no command before it.
                if [[ -z $command && $PREFIX == [0-9]* ]]; then
                    _godwit_code
                    return
                fi
                case $command in
            @ARGUMENTS    esac
            }
            if [[ ${funcstack[1]-} == _godwit ]]; then
                _godwit "$@"
            else
                (( ${+functions[compdef]} )) || { autoload -Uz compinit && compinit }
                compdef _godwit godwit
            fi
            """;

    private ZshScript() {}

    static String of(Verb program) {
        String values = program.allFlags().stream()
                .filter(Flag::takesValue)
                .map(flag ->
                        "        (" + String.join("|", flag.names()) + ") " + action(flag.value()) + "; return ;;\n")
                .collect(Collectors.joining());
        String flags = program.pathsByFlags().entrySet().stream()
                .map(each -> "            (" + CasePattern.of(each.getValue()) + ") choices=(" + flags(each.getKey())
                        + ") ;;\n")
                .collect(Collectors.joining());
        String arguments = program.all()
                .map(verb -> "        (" + CasePattern.of(verb.paths()) + ") " + argument(verb) + " ;;\n")
                .collect(Collectors.joining());
        return TEMPLATE.replace("@VALUED", String.join("|", program.namesWithValue()))
                .replace("@PATHS", CasePattern.ofAll(program))
                .replace("@VALUES", values)
                .replace("@FLAGS", flags)
                .replace("@ARGUMENTS", arguments);
    }

    private static String argument(Verb verb) {
        if (verb.verbs().isEmpty()) {
            return action(verb.argument());
        }
        String choices = verb.verbs().stream()
                .flatMap(below -> below.names().stream().map(name -> choice(name, below.description())))
                .collect(Collectors.joining(" "));
        return "choices=(" + choices + "); _describe command choices";
    }

    private static String action(Candidates candidates) {
        return switch (candidates) {
            case Candidates.OneOf(List<String> words) -> "compadd -- " + String.join(" ", words);
            case Candidates.Files _ -> "_files";
            case Candidates.Folders _ -> "_files -/";
            case Candidates.Code _ -> "_godwit_code";
            case Candidates.Nothing _ -> "false";
        };
    }

    private static String flags(List<Flag> flags) {
        Stream<String> choices =
                flags.stream().flatMap(flag -> flag.names().stream().map(name -> choice(name, flag.description())));
        return choices.collect(Collectors.joining(" "));
    }

    private static String choice(String name, String description) {
        return "'" + name + ":" + description.replace("'", "'\\''") + "'";
    }
}
