package dev.godwit.content.glob;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the text of one glob from left to right, byte by byte, exactly as git's wildmatch does: also where that differs
 * from what a shell would make of it.
 */
final class GlobReader {
    private static final int END = -1;

    private final byte[] glob;
    private final List<GlobToken> tokens = new ArrayList<>();
    private int at;

    private GlobReader(byte[] glob) {
        this.glob = glob;
    }

    static List<GlobToken> tokens(String glob) {
        return new GlobReader(glob.getBytes(StandardCharsets.UTF_8)).read();
    }

    private List<GlobToken> read() {
        while (at < glob.length) {
            switch (glob[at]) {
                case '\\' -> readEscaped();
                case '?' -> {
                    tokens.add(new GlobToken.AnyByte());
                    at++;
                }
                case '*' -> readStars();
                case '[' -> readSet();
                default -> {
                    tokens.add(new GlobToken.Literal(glob[at]));
                    at++;
                }
            }
        }
        return List.copyOf(tokens);
    }

    private void readEscaped() {
        int escaped = peek(1);
        tokens.add(escaped == END ? new GlobToken.Never() : new GlobToken.Literal((byte) escaped));
        at += 2;
    }

    private void readStars() {
        int first = at;
        while (peek(0) == '*') {
            at++;
        }
        boolean begins = first == 0 || glob[first - 1] == '/';
        boolean escapedSlash = peek(0) == '\\' && peek(1) == '/';
        boolean ends = peek(0) == END || peek(0) == '/' || escapedSlash;
        if (at - first == 1 || !begins || !ends) {
            tokens.add(new GlobToken.AnyName());
        } else if (peek(0) == '/') {
            tokens.add(new GlobToken.Directories());
            at++;
        } else {
            tokens.add(new GlobToken.AnyPath());
        }
    }

    private void readSet() {
        at++;
        boolean negated = peek(0) == '!' || peek(0) == '^';
        if (negated) {
            at++;
        }
        GlobSet set = new GlobSet();
        // The first member may be the closing bracket itself.
        int last = END;
        do {
            last = readMember(set, last);
            if (at > glob.length) {
                tokens.add(new GlobToken.Never());
                return;
            }
        } while (peek(0) != ']');
        at++;
        if (negated) {
            set.negate();
        }
        tokens.add(new GlobToken.OneOf(set));
    }

    /**
     * Reads a member of a set.
     *
     * @param last the byte before it, with which a range may begin, or {@link #END}
     * @return the byte that the next range may begin with; {@link #at} is behind the end when the set is malformed
     */
    private int readMember(GlobSet set, int last) {
        int first = peek(0);
        if (first == '-' && last > 0 && peek(1) != END && peek(1) != ']') {
            at++;
            int end = readOne();
            set.addRange(last, end);
            return END;
        }
        if (first == '[' && peek(1) == ':') {
            int close = at + 2;
            while (close < glob.length && glob[close] != ']') {
                close++;
            }
            if (close == glob.length) {
                return malformed();
            }
            if (close > at + 2 && glob[close - 1] == ':') {
                String name = new String(glob, at + 2, close - 1 - (at + 2), StandardCharsets.UTF_8);
                at = close + 1;
                return set.addClass(name) ? END : malformed();
            }
        }
        int value = readOne();
        if (value != END) {
            set.add(value);
        }
        return value;
    }

    /** A byte that stands for itself, escaped or not. */
    private int readOne() {
        if (peek(0) == '\\') {
            at++;
        }
        int value = peek(0);
        if (value == END) {
            return malformed();
        }
        at++;
        return value;
    }

    private int malformed() {
        at = glob.length + 1;
        return END;
    }

    private int peek(int ahead) {
        return at + ahead < glob.length ? Byte.toUnsignedInt(glob[at + ahead]) : END;
    }
}
