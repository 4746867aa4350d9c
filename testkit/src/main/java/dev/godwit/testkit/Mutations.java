package dev.godwit.testkit;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** A short random run over a fuzz target and its corpus, on every build. Jazzer's own runs know what code they reach. */
public final class Mutations {
    private static final long RUN_NANOS = 500_000_000;
    private static final int ROUNDS_MAX = 4;
    private static final int LENGTH_MAX = 100_000;
    private static final long[] EDGES = {0, 1, -1, Byte.MAX_VALUE, Integer.MAX_VALUE, Long.MAX_VALUE, Long.MIN_VALUE};

    private final SplittableRandom random;
    private final List<byte[]> corpus;

    private Mutations(SplittableRandom random, List<byte[]> corpus) {
        this.random = random;
        this.corpus = corpus;
    }

    /** Feeds {@code target} with changed seeds of {@code test}'s corpus for half a second; any exception is a failure. */
    public static void run(Class<?> test, Consumer<byte[]> target) {
        Seed seed = Seed.announce(test.getSimpleName());
        Mutations mutations = new Mutations(seed.random(), corpus(test));
        long endNanos = System.nanoTime() + RUN_NANOS;
        while (System.nanoTime() < endNanos) {
            byte[] input = mutations.next();
            try {
                target.accept(input);
            } catch (RuntimeException | Error e) {
                throw new AssertionError("input " + HexFormat.of().formatHex(input), e);
            }
        }
    }

    /** The seeds in the folder that Jazzer reads too. */
    public static List<byte[]> corpus(Class<?> test) {
        try {
            Path folder = Path.of(Objects.requireNonNull(test.getResource(test.getSimpleName() + "Inputs"))
                    .toURI());
            try (Stream<Path> files = Files.walk(folder)) {
                return files.filter(Files::isRegularFile)
                        .sorted()
                        .map(Mutations::read)
                        .toList();
            }
        } catch (IOException | URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private byte[] seed() {
        return corpus.get(random.nextInt(corpus.size()));
    }

    private byte[] next() {
        byte[] input = seed();
        for (int round = random.nextInt(1, ROUNDS_MAX + 1); round > 0; round--) {
            input = mutate(input);
        }
        return input;
    }

    private byte[] mutate(byte[] input) {
        int at = random.nextInt(input.length + 1);
        int end = random.nextInt(at, input.length + 1);
        byte[] before = Arrays.copyOf(input, at);
        byte[] after = Arrays.copyOfRange(input, end, input.length);
        byte[] rest = Arrays.copyOfRange(input, at, input.length);
        return switch (random.nextInt(7)) {
            case 0 -> flipped(input);
            case 1 -> overwritten(input, at);
            case 2 -> joined(before, after);
            case 3 -> before;
            case 4 -> joined(joined(before, randomBytes()), rest);
            case 5 -> joined(before, seed());
            default -> joined(Arrays.copyOf(input, end), rest);
        };
    }

    private byte[] flipped(byte[] input) {
        byte[] copy = input.clone();
        if (copy.length > 0) {
            int at = random.nextInt(copy.length);
            copy[at] = (byte) (copy[at] ^ 1 << random.nextInt(Byte.SIZE));
        }
        return copy;
    }

    /** A number that is the edge of something, in one to eight bytes. */
    private byte[] overwritten(byte[] input, int at) {
        byte[] copy = input.clone();
        long value = EDGES[random.nextInt(EDGES.length)];
        byte[] number = ByteBuffer.allocate(Long.BYTES).putLong(value).array();
        int width = Math.min(1 << random.nextInt(4), copy.length - at);
        System.arraycopy(number, 0, copy, at, width);
        return copy;
    }

    private byte[] randomBytes() {
        byte[] bytes = new byte[random.nextInt(9)];
        random.nextBytes(bytes);
        return bytes;
    }

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, Math.min(LENGTH_MAX, first.length + second.length));
        System.arraycopy(second, 0, both, first.length, both.length - first.length);
        return both;
    }
}
