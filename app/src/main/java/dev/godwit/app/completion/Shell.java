package dev.godwit.app.completion;

import java.util.Locale;
import picocli.CommandLine.Model.CommandSpec;

/** The shells that are spoken here. */
public enum Shell {
    /** GNU Bash, 4 and later; 3.2 completes no file names. */
    BASH,
    /** Z shell, 5 and later. */
    ZSH,
    /** Fish, 3 and later. */
    FISH;

    /** The script that teaches this shell all commands below {@code program}. */
    public String script(CommandSpec program) {
        Verb verb = Verb.ofProgram(program);
        return switch (this) {
            case BASH -> BashScript.of(verb);
            case ZSH -> ZshScript.of(verb);
            case FISH -> FishScript.of(verb);
        };
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
