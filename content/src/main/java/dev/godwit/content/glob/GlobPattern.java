package dev.godwit.content.glob;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;

/**
 * One glob as gitignore(5) defines it, over the bytes of names in UTF-8, with {@code /} between them. Its time is at most
 * the product of both lengths, whatever the glob. Immutable.
 */
final class GlobPattern {
    private final List<GlobToken> tokens;
    /** The literal bytes that every match begins with: most names are told apart by them. */
    private final byte[] head;
    /** The literal bytes that every match ends with; empty when the head is all. */
    private final byte[] tail;

    private final boolean literal;

    private GlobPattern(List<GlobToken> tokens) {
        this.tokens = tokens;
        int headLength = literals(tokens);
        literal = headLength == tokens.size();
        head = bytes(tokens.subList(0, headLength));
        tail = literal
                ? new byte[0]
                : bytes(tokens.subList(tokens.size() - literals(tokens.reversed()), tokens.size()));
    }

    /** Reads a glob; one that is malformed matches nothing, as in git. */
    static GlobPattern of(String glob) {
        return new GlobPattern(GlobReader.tokens(glob));
    }

    /** Whether the glob matches all of the text from an offset to its end. */
    boolean matches(byte[] text, int from) {
        int length = text.length - from;
        if (literal) {
            return length == head.length && Arrays.equals(text, from, text.length, head, 0, head.length);
        }
        return length >= head.length
                && length >= tail.length
                && Arrays.equals(text, from, from + head.length, head, 0, head.length)
                && Arrays.equals(text, text.length - tail.length, text.length, tail, 0, tail.length)
                && runs(text, from + head.length);
    }

    /** Follows all ways through the tokens at once: {@code at} says before or inside which of them a way is. */
    private boolean runs(byte[] text, int from) {
        boolean[] at = new boolean[tokens.size() + 1];
        boolean[] next = new boolean[tokens.size() + 1];
        enter(at, head.length);
        for (int i = from; i < text.length; i++) {
            Arrays.fill(next, false);
            for (int token = head.length; token < tokens.size(); token++) {
                if (at[token]) {
                    step(token, text[i], next);
                }
            }
            boolean[] before = at;
            at = next;
            next = before;
        }
        return at[tokens.size()];
    }

    private void step(int place, byte taken, boolean[] next) {
        GlobToken token = tokens.get(place);
        if (token instanceof GlobToken.Directories) {
            // Inside until a slash, behind which it may be over.
            next[place] = true;
            if (taken == '/') {
                enter(next, place + 1);
            }
        } else if (token.takes(taken)) {
            enter(next, token.repeats() ? place : place + 1);
        }
    }

    /** Comes before a token, and so before those behind it, as far as they may stand for nothing. */
    private void enter(boolean[] at, int first) {
        int place = first;
        at[place] = true;
        while (place < tokens.size() && tokens.get(place).repeats()) {
            place++;
            at[place] = true;
        }
    }

    private static int literals(List<GlobToken> tokens) {
        int count = 0;
        while (count < tokens.size() && tokens.get(count) instanceof GlobToken.Literal) {
            count++;
        }
        return count;
    }

    private static byte[] bytes(List<GlobToken> literals) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (GlobToken token : literals) {
            bytes.write(((GlobToken.Literal) token).value());
        }
        return bytes.toByteArray();
    }
}
