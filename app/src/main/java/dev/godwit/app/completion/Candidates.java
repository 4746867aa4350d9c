package dev.godwit.app.completion;

import java.util.Arrays;
import java.util.List;

/** What may stand for an argument or an option's value. */
sealed interface Candidates {

    /** One of a few words. */
    record OneOf(List<String> words) implements Candidates {}

    /** A file or folder. */
    record Files() implements Candidates {}

    /** A folder. */
    record Folders() implements Candidates {}

    /** A code; of a ticket nothing can be guessed. */
    record Code() implements Candidates {}

    /** What nobody can guess. */
    record Nothing() implements Candidates {}

    /** What a label in the help promises, such as {@code DIR}, {@code TICKET} or {@code auto|always|never}. */
    static Candidates of(String label) {
        List<String> alternatives = Arrays.asList(label.split("\\|", -1));
        List<String> words = alternatives.stream()
                .filter(word -> !word.isEmpty() && word.chars().allMatch(letter -> letter >= 'a' && letter <= 'z'))
                .toList();
        if (!words.isEmpty()) {
            return new OneOf(words);
        }
        return switch (alternatives.getLast().strip()) {
            case "PATH", "FILE" -> new Files();
            case "DIR" -> new Folders();
            case "CODE", "TICKET" -> new Code();
            default -> new Nothing();
        };
    }
}
