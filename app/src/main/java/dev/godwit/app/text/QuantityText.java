package dev.godwit.app.text;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Sizes and rates as options take them. Units are decimal ({@code kB MB GB TB PB}) or binary ({@code KiB MiB GiB TiB PiB}),
 * of bytes or, for rates, of bits ({@code kbit Mibit}). Case counts, except in {@code k}: whoever
 * writes {@code b} may mean either.
 */
public final class QuantityText {
    private static final String NUMBER = "(\\d{1,18}(?:\\.\\d{1,9})?)";

    /** A space between number and unit is how {@link ByteSize} writes. */
    private static final Pattern SIZE = Pattern.compile(NUMBER + " ?([kKMGTP]?)(i?)(B)");

    private static final Pattern RATE = Pattern.compile(NUMBER + " ?([kKMGTP]?)(i?)(B|bit)(?:/s)?");
    private static final String PREFIXES = "KMGTP";
    private static final BigDecimal BITS = BigDecimal.valueOf(8);
    private static final BigDecimal MOST = BigDecimal.valueOf(Long.MAX_VALUE);

    private QuantityText() {}

    /**
     * Reads {@code 700MB}, {@code 1.5GiB} or {@code 4096B} as bytes; parts of a byte are dropped.
     *
     * @throws IllegalArgumentException for anything else
     */
    public static long size(String text) {
        return bytes(SIZE.matcher(text), "not a size such as 700MB, 1.5GiB or 4096B");
    }

    /**
     * Reads {@code 10MB}, {@code 1.5GiB}, {@code 800kbit} or {@code 2Mbit/s} as bytes per second, at least one; a second
     * is meant when it is not said.
     *
     * @throws IllegalArgumentException for anything else
     */
    public static long rate(String text) {
        long bytes = bytes(RATE.matcher(text), "not a rate such as 10MB, 1.5GiB, 800kbit or 2Mbit/s");
        if (bytes == 0) {
            throw new IllegalArgumentException("too slow: 1B/s at least");
        }
        return bytes;
    }

    private static long bytes(Matcher matcher, String refusal) {
        boolean isUnit = matcher.matches()
                && (matcher.group(3).isEmpty() || !matcher.group(2).isEmpty());
        if (!isUnit) {
            throw new IllegalArgumentException(refusal);
        }
        BigDecimal amount = new BigDecimal(matcher.group(1)).multiply(new BigDecimal(unit(matcher)));
        BigDecimal bytes = matcher.group(4).equals("B") ? amount : amount.divide(BITS);
        if (bytes.compareTo(MOST) > 0) {
            throw new IllegalArgumentException("too much: " + ByteSize.of(Long.MAX_VALUE) + " at most");
        }
        return bytes.setScale(0, RoundingMode.DOWN).longValueExact();
    }

    private static BigInteger unit(Matcher matcher) {
        String prefix = matcher.group(2).toUpperCase(Locale.ROOT);
        int power = prefix.isEmpty() ? 0 : PREFIXES.indexOf(prefix) + 1;
        return BigInteger.valueOf(matcher.group(3).isEmpty() ? 1000 : 1024).pow(power);
    }
}
