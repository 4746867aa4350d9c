package dev.godwit.app.completion;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Completion for fish: a line for each thing that may come, with the condition under which it may. */
final class FishScript {
    private static final String HEAD = """
            # Completion of godwit for fish. Load it with: godwit completion fish | source
            # or keep it for all shells: godwit completion fish >~/.config/fish/completions/godwit.fish

            # Half a code goes through a pipe: arguments are for everyone to see.
            function __godwit_code
                set -l word (commandline -ct)
                string match -qr '^[0-9]' -- $word; or return
                printf '%s\\n' $word | godwit complete-code - 2>/dev/null
            end

            # Whether these are the commands before the cursor, and no other.
            function __godwit_at
                set -l path
                set -l words (commandline -opc)
                set -l i 2
                while test $i -le (count $words)
                    switch $words[$i]
                        case @VALUED
                            set i (math $i + 1)
                        case '*'
                            switch "$path $words[$i]"
                                case @PATHS
                                    set path "$path $words[$i]"
                            end
                    end
                    set i (math $i + 1)
                end
                contains -- "$path" $argv
            end

            complete -c godwit -f
            # A code needs no command before it.
            complete -c godwit -n "__godwit_at ''" -a '(__godwit_code)'
            """;

    private FishScript() {}

    static String of(Verb program) {
        List<String> paths = program.verbs().stream()
                .flatMap(Verb::all)
                .flatMap(verb -> verb.paths().stream())
                .toList();
        String head = HEAD.replace("@VALUED", quoted(program.namesWithValue())).replace("@PATHS", quoted(paths));
        return head + program.all().flatMap(FishScript::lines).collect(Collectors.joining());
    }

    private static Stream<String> lines(Verb verb) {
        String here = "complete -c godwit -n " + quote("__godwit_at " + quoted(verb.paths()));
        Stream<String> flags = verb.flags().stream().map(flag -> here + flag(flag));
        Stream<String> below = verb.verbs().stream()
                .map(each ->
                        here + " -a " + quote(String.join(" ", each.names())) + " -d " + quote(each.description()));
        Stream<String> argument = verb.verbs().isEmpty() ? Stream.of(here + action(verb.argument())) : Stream.of();
        return Stream.of(flags, below, argument.filter(line -> !line.equals(here)))
                .flatMap(lines -> lines)
                .map(line -> line + "\n");
    }

    private static String flag(Flag flag) {
        String names = flag.names().stream()
                .map(name -> name.startsWith("--") ? " -l " + name.substring(2) : " -s " + name.substring(1))
                .collect(Collectors.joining());
        String value = flag.takesValue()
                ? (flag.value() instanceof Candidates.Files ? " -r" : " -x") + action(flag.value())
                : "";
        return names + value + " -d " + quote(flag.description());
    }

    private static String action(Candidates candidates) {
        return switch (candidates) {
            case Candidates.OneOf(List<String> words) -> " -a " + quote(String.join(" ", words));
            case Candidates.Files _ -> " -F";
            case Candidates.Folders _ -> " -a '(__fish_complete_directories)'";
            case Candidates.Code _ -> " -a '(__godwit_code)'";
            case Candidates.Nothing _ -> "";
        };
    }

    private static String quoted(List<String> words) {
        return words.stream().map(FishScript::quote).collect(Collectors.joining(" "));
    }

    /** Single quotes, in which fish takes a backslash for what it is only before a quote or another. */
    private static String quote(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
