package dev.godwit.app.completion;

import java.util.List;
import java.util.stream.Collectors;

/** The pattern of an arm of {@code case} in bash and zsh. */
final class CasePattern {
    private CasePattern() {}

    /** Matches each of these and nothing else. */
    static String of(List<String> words) {
        return words.stream().map(word -> "'" + word + "'").collect(Collectors.joining("|"));
    }

    /** Matches the path of every command. */
    static String ofAll(Verb program) {
        return of(program.verbs().stream()
                .flatMap(Verb::all)
                .flatMap(verb -> verb.paths().stream())
                .toList());
    }
}
