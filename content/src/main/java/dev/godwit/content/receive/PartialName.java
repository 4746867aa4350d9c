package dev.godwit.content.receive;

import dev.godwit.content.merkle.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** Names of partial files: 80 random or secret bits, so that nobody can have put something there before. */
final class PartialName {
    private static final String BASE32 = "abcdefghijklmnopqrstuvwxyz234567";
    private static final int RANDOM_BYTES = 10;
    private static final int DIGIT_BITS = 5;
    private static final String PREFIX = ".godwit-";
    private static final String SUFFIX = ".part";
    private static final Pattern PATTERN = Pattern.compile("\\.godwit-[a-z2-7]{16}\\.part");
    private static final SecureRandom RANDOM = new SecureRandom();

    private PartialName() {}

    static String random() {
        byte[] bytes = new byte[RANDOM_BYTES];
        RANDOM.nextBytes(bytes);
        return ofBytes(bytes);
    }

    /** A secret for {@link #of}. */
    static byte[] secret() {
        byte[] bytes = new byte[2 * RANDOM_BYTES];
        RANDOM.nextBytes(bytes);
        return bytes;
    }

    /** As random as the secret, and the same again for the same file: what a kill left behind is found and used again. */
    static String of(byte[] secret, List<String> folder, String name) {
        MessageDigest digest = Sha256.create();
        digest.update(secret);
        folder.forEach(component -> digest.update((component + "/").getBytes(StandardCharsets.UTF_8)));
        digest.update(name.getBytes(StandardCharsets.UTF_8));
        return ofBytes(Arrays.copyOf(digest.digest(), RANDOM_BYTES));
    }

    private static String ofBytes(byte[] bytes) {
        StringBuilder name = new StringBuilder(PREFIX.length() + 2 * RANDOM_BYTES + SUFFIX.length()).append(PREFIX);
        int bits = 0;
        int count = 0;
        for (byte next : bytes) {
            bits = bits << Byte.SIZE | (next & 0xFF);
            for (count += Byte.SIZE; count >= DIGIT_BITS; count -= DIGIT_BITS) {
                name.append(BASE32.charAt((bits >>> (count - DIGIT_BITS)) & (BASE32.length() - 1)));
            }
        }
        return name.append(SUFFIX).toString();
    }

    static boolean matches(String name) {
        return PATTERN.matcher(name).matches();
    }
}
