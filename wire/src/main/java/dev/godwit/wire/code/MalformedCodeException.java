package dev.godwit.wire.code;

import java.util.List;

/**
 * A text is no code. The message says why and how to go on, and repeats nothing of the text: a code is a secret even with
 * a wrong letter in it.
 */
public final class MalformedCodeException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<String> suggestions;

    MalformedCodeException(String why, String next) {
        this(why, next, List.of());
    }

    MalformedCodeException(String why, String next, List<String> suggestions) {
        super("This is not a valid code: " + why + ". " + next + ".");
        this.suggestions = suggestions;
    }

    /**
     * Words that the first unknown one may have been meant as, the likeliest first; often none. They tell nearly what was
     * typed: for the screen of the person who typed it, and not for logs.
     */
    public List<String> suggestions() {
        return suggestions;
    }
}
