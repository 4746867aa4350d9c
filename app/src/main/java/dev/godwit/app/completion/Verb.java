package dev.godwit.app.completion;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/**
 * A command as a shell sees it.
 *
 * @param names its name and its aliases
 * @param paths how one comes to it: each name after each path of the command above, with a space before every word
 * @param description one line
 * @param flags its options, those of all commands among them
 * @param argument what its arguments are
 * @param verbs the commands below
 */
record Verb(
        List<String> names,
        List<String> paths,
        String description,
        List<Flag> flags,
        Candidates argument,
        List<Verb> verbs) {

    /** The whole program, without what is hidden. */
    static Verb ofProgram(CommandSpec program) {
        return of(program, List.of(program.name()), List.of(""));
    }

    private static Verb of(CommandSpec spec, List<String> names, List<String> paths) {
        List<Verb> verbs = shownBelow(spec).map(below -> below(below, paths)).toList();
        List<Flag> flags = spec.options().stream()
                .filter(option -> !option.hidden())
                .map(Flag::of)
                .toList();
        String description = line(spec.usageMessage().description());
        return new Verb(names, paths, description, flags, argument(spec, verbs), verbs);
    }

    private static Verb below(CommandSpec spec, List<String> pathsAbove) {
        List<String> names = List.copyOf(spec.names());
        List<String> paths = pathsAbove.stream()
                .flatMap(above -> names.stream().map(name -> above + " " + name))
                .toList();
        return of(spec, names, paths);
    }

    private static Candidates argument(CommandSpec spec, List<Verb> verbs) {
        if (!verbs.isEmpty()) {
            return new Candidates.OneOf(namesBelow(spec));
        }
        if (spec.positionalParameters().isEmpty()) {
            return new Candidates.Nothing();
        }
        String label = spec.positionalParameters().getFirst().paramLabel();
        // Only help takes the name of a command.
        return label.equals("COMMAND") ? new Candidates.OneOf(namesBelow(spec.root())) : Candidates.of(label);
    }

    /** The commands below that help shows, each once: the map has aliases too. */
    private static Stream<CommandSpec> shownBelow(CommandSpec spec) {
        return new LinkedHashSet<>(spec.subcommands().values())
                .stream()
                        .map(CommandLine::getCommandSpec)
                        .filter(below -> !below.usageMessage().hidden());
    }

    private static List<String> namesBelow(CommandSpec spec) {
        return shownBelow(spec).flatMap(below -> below.names().stream()).toList();
    }

    /** This command and all below. */
    Stream<Verb> all() {
        return Stream.concat(Stream.of(this), verbs.stream().flatMap(Verb::all));
    }

    /** All options of all commands, each once: one of a name means the same everywhere. */
    Collection<Flag> allFlags() {
        Map<List<String>, Flag> byNames = new LinkedHashMap<>();
        all().forEach(verb -> verb.flags.forEach(flag -> byNames.putIfAbsent(flag.names(), flag)));
        return byNames.values();
    }

    /** The names of the options that another word belongs to. */
    List<String> namesWithValue() {
        return allFlags().stream()
                .filter(Flag::takesValue)
                .flatMap(flag -> flag.names().stream())
                .toList();
    }

    /** The paths of all commands, by the options that they take. */
    Map<List<Flag>, List<String>> pathsByFlags() {
        Map<List<Flag>, List<String>> paths = new LinkedHashMap<>();
        all().forEach(verb ->
                paths.computeIfAbsent(verb.flags, flags -> new ArrayList<>()).addAll(verb.paths));
        return paths;
    }

    static String line(String... text) {
        return String.join(" ", text).replace("%n", " ").replace("%%", "%").strip();
    }
}
