package dev.godwit.dht.bencode;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Reads one value that fills its input, in canonical form only: no spare digits, no minus zero, dictionary keys sorted and
 * unique. So a value has one encoding, and the hash of what was decoded is the hash of what was sent (BEP 44).
 */
public final class BencodeDecoder {
    /** More bytes than this are no KRPC message: beyond an Ethernet frame, with room for odd senders. */
    public static final int INPUT_BYTES_MAX = 2_048;

    /** How deep lists and dictionaries may nest (libtorrent, {@code dht_tracker.cpp}). */
    public static final int DEPTH_MAX = 10;

    /** How many values and keys there may be in all (libtorrent, {@code dht_tracker.cpp}). */
    public static final int TOKENS_MAX = 500;

    /** The digits of {@link Long#MIN_VALUE}, sign included. */
    private static final int INTEGER_CHARACTERS_MAX = 20;

    private final byte[] input;
    private int at;
    private int tokens;

    private BencodeDecoder(byte[] input) {
        this.input = input;
    }

    /** The value that {@code input} is. */
    public static BencodeValue decode(byte[] input) throws BencodeException {
        if (input.length > INPUT_BYTES_MAX) {
            throw new BencodeException(input.length + " bytes are too many", 0);
        }
        BencodeDecoder decoder = new BencodeDecoder(input);
        BencodeValue value = decoder.value(1);
        if (decoder.at != input.length) {
            throw decoder.malformed("bytes after the value");
        }
        return value;
    }

    private BencodeValue value(int depth) throws BencodeException {
        if (depth > DEPTH_MAX) {
            throw malformed("nested too deeply");
        }
        byte kind = peek();
        return switch (kind) {
            case 'i' -> integer();
            case 'l' -> list(depth);
            case 'd' -> dictionary(depth);
            default -> string();
        };
    }

    private BencodeInteger integer() throws BencodeException {
        countToken();
        at++;
        int end = at;
        while (end < input.length && input[end] != 'e') {
            end++;
        }
        if (end == input.length) {
            throw malformed("an integer without an end");
        }
        long number = number(end);
        at++;
        return new BencodeInteger(number);
    }

    private BencodeList list(int depth) throws BencodeException {
        countToken();
        at++;
        List<BencodeValue> values = new ArrayList<>();
        while (peek() != 'e') {
            values.add(value(depth + 1));
        }
        at++;
        return new BencodeList(values);
    }

    private BencodeDictionary dictionary(int depth) throws BencodeException {
        countToken();
        at++;
        SortedMap<ByteString, BencodeValue> entries = new TreeMap<>();
        while (peek() != 'e') {
            ByteString key = string();
            if (!entries.isEmpty() && key.compareTo(entries.lastKey()) <= 0) {
                throw malformed("a key out of order");
            }
            entries.put(key, value(depth + 1));
        }
        at++;
        return new BencodeDictionary(entries);
    }

    private ByteString string() throws BencodeException {
        countToken();
        int colon = at;
        while (colon < input.length && input[colon] >= '0' && input[colon] <= '9') {
            colon++;
        }
        if (colon == input.length || input[colon] != ':') {
            throw malformed("no value");
        }
        long length = number(colon);
        int start = at + 1;
        if (length > input.length - start) {
            throw malformed("a string beyond the end");
        }
        at = start + (int) length;
        return ByteString.of(input, start, at);
    }

    /** The canonical decimal from here to {@code end}, where the position is afterwards. */
    private long number(int end) throws BencodeException {
        int length = end - at;
        if (length == 0 || length > INTEGER_CHARACTERS_MAX) {
            throw malformed("a number of " + length + " characters");
        }
        StringBuilder digits = new StringBuilder(length);
        for (int i = at; i < end; i++) {
            digits.append((char) (input[i] & 0xff));
        }
        try {
            long number = Long.parseLong(digits, 0, length, 10);
            if (!Long.toString(number).contentEquals(digits)) {
                throw malformed("a number that is not canonical");
            }
            at = end;
            return number;
        } catch (NumberFormatException e) {
            throw malformed("no number of 64 bits");
        }
    }

    private byte peek() throws BencodeException {
        if (at >= input.length) {
            throw malformed("cut short");
        }
        return input[at];
    }

    private void countToken() throws BencodeException {
        tokens++;
        if (tokens > TOKENS_MAX) {
            throw malformed("more than " + TOKENS_MAX + " tokens");
        }
    }

    private BencodeException malformed(String what) {
        return new BencodeException(what, at);
    }
}
