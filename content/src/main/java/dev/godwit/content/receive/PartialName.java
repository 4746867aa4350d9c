package dev.godwit.content.receive;

import java.security.SecureRandom;
import java.util.regex.Pattern;

/** Names of partial files: 80 random bits, so that nobody can have put something there before. */
final class PartialName {
    private static final String BASE32 = "abcdefghijklmnopqrstuvwxyz234567";
    private static final int LENGTH = 16;
    private static final String PREFIX = ".godwit-";
    private static final String SUFFIX = ".part";
    private static final Pattern PATTERN = Pattern.compile("\\.godwit-[a-z2-7]{16}\\.part");
    private static final SecureRandom RANDOM = new SecureRandom();

    private PartialName() {}

    static String random() {
        StringBuilder name = new StringBuilder(PREFIX);
        RANDOM.ints(LENGTH, 0, BASE32.length()).forEach(digit -> name.append(BASE32.charAt(digit)));
        return name.append(SUFFIX).toString();
    }

    static boolean matches(String name) {
        return PATTERN.matcher(name).matches();
    }
}
