package dev.godwit.testkit;

import java.util.SplittableRandom;

/**
 * Where a randomised test takes its chance from: a fresh value each run, printed, or the one to replay from the system
 * property or environment variable {@code GODWIT_SEED}.
 */
public record Seed(long value) {
    private static final String NAME = "GODWIT_SEED";

    /** The seed of this run, printed under the test's name. */
    public static Seed announce(String test) {
        String given = System.getProperty(NAME, System.getenv().getOrDefault(NAME, ""));
        Seed seed = new Seed(given.isEmpty() ? new SplittableRandom().nextLong() : Long.parseLong(given));
        System.out.println(test + ": replay with " + NAME + "=" + seed.value);
        return seed;
    }

    /** A generator that always says the same for this seed. */
    public SplittableRandom random() {
        return new SplittableRandom(value);
    }
}
