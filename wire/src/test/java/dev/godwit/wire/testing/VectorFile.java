package dev.godwit.wire.testing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Reads the files in {@code vectors/}: sections with an empty line between them, each of a head and its lines. */
public final class VectorFile {

    private VectorFile() {}

    /**
     * One vector.
     *
     * @param kind the first word of its head
     * @param name the second
     * @param lines the lines below, without the space around them
     */
    public record Section(String kind, String name, List<String> lines) {
        @Override
        public String toString() {
            return kind + " " + name;
        }

        /** What follows {@code word} on each line that begins with it. */
        public Stream<String> values(String word) {
            return lines.stream()
                    .filter(line -> line.equals(word) || line.startsWith(word + " "))
                    .map(line -> line.substring(word.length()).strip());
        }

        /** What follows {@code word} on the one line that begins with it. */
        public String value(String word) {
            return values(word).findFirst().orElseThrow();
        }
    }

    /** The vectors of a file. */
    public static List<Section> read(String name) {
        try (InputStream in = Objects.requireNonNull(VectorFile.class.getResourceAsStream("/vectors/" + name))) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return Stream.of(text.replaceAll("(?m)^#.*\n", "").strip().split("\n\n", -1))
                    .map(VectorFile::section)
                    .toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Section section(String text) {
        List<String> lines = text.lines().map(String::strip).toList();
        String[] head = lines.getFirst().split(" ", 2);
        return new Section(head[0], head[1], lines.subList(1, lines.size()));
    }
}
