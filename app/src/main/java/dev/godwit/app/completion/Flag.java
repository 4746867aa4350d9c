package dev.godwit.app.completion;

import java.util.List;
import picocli.CommandLine.Model.OptionSpec;

/**
 * An option as a shell sees it.
 *
 * @param names all its names, with their dashes
 * @param description one line
 * @param takesValue whether another word belongs to it
 * @param value what that may be
 */
record Flag(List<String> names, String description, boolean takesValue, Candidates value) {

    static Flag of(OptionSpec option) {
        return new Flag(
                List.of(option.names()),
                Verb.line(option.description()),
                option.arity().max() > 0,
                Candidates.of(option.paramLabel()));
    }
}
