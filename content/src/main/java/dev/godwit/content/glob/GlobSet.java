package dev.godwit.content.glob;

import java.util.BitSet;
import java.util.function.IntPredicate;

/** The bytes that a bracket expression of a glob stands for: one of its ranges and classes, or none of them. */
final class GlobSet {
    private static final int BYTES = 256;
    private static final int ASCII = 128;

    private final BitSet bytes = new BitSet(BYTES);

    boolean has(byte value) {
        return bytes.get(Byte.toUnsignedInt(value));
    }

    void add(int value) {
        bytes.set(value);
    }

    void addRange(int first, int last) {
        if (first <= last) {
            bytes.set(first, last + 1);
        }
    }

    void negate() {
        bytes.flip(0, BYTES);
    }

    /** Adds a POSIX class as git has it, for ASCII alone; returns false when there is none of this name. */
    boolean addClass(String name) {
        IntPredicate member = switch (name) {
            case "alnum" -> value -> isAlpha(value) || isDigit(value);
            case "alpha" -> GlobSet::isAlpha;
            case "blank" -> value -> value == ' ' || value == '\t';
            case "cntrl" -> value -> value < ' ' || value == 0x7F;
            case "digit" -> GlobSet::isDigit;
            case "graph" -> GlobSet::isGraph;
            case "lower" -> value -> value >= 'a' && value <= 'z';
            case "print" -> value -> isGraph(value) || value == ' ';
            case "punct" -> value -> isGraph(value) && !isAlpha(value) && !isDigit(value);
            case "space" -> value -> value == ' ' || value == '\t' || value == '\n' || value == '\r';
            case "upper" -> value -> value >= 'A' && value <= 'Z';
            case "xdigit" -> value -> Character.digit(value, 16) >= 0;
            default -> value -> false;
        };
        boolean known = false;
        for (int value = 0; value < ASCII; value++) {
            if (member.test(value)) {
                known = true;
                bytes.set(value);
            }
        }
        return known;
    }

    private static boolean isAlpha(int value) {
        return (value >= 'a' && value <= 'z') || (value >= 'A' && value <= 'Z');
    }

    private static boolean isDigit(int value) {
        return value >= '0' && value <= '9';
    }

    private static boolean isGraph(int value) {
        return value > ' ' && value < 0x7F;
    }
}
