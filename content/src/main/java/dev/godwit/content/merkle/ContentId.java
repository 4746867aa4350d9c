package dev.godwit.content.merkle;

/**
 * What a file is: its length in bytes and the root of its Merkle tree, always the two together. BEP 52 does not separate
 * leaves from inner nodes, so a 64-byte file can be made whose root equals that of a two-block file; the length tells
 * them apart. The root of an empty file, which BEP 52 leaves undefined, is {@link Hash#ZERO}.
 */
public record ContentId(long length, Hash root) {
    /** The one empty file. */
    public static final ContentId EMPTY = new ContentId(0, Hash.ZERO);

    private static final int HEX_DIGITS = 2 * Hash.BYTES;

    /** @throws IllegalArgumentException for a negative length, or an empty file with a root that is not zero */
    public ContentId {
        if (length < 0) {
            throw new IllegalArgumentException("Negative length " + length);
        }
        if (length == 0 && !root.equals(Hash.ZERO)) {
            throw new IllegalArgumentException("An empty file has the zero root");
        }
    }

    /**
     * Reads what {@link #toString} wrote.
     *
     * @throws IllegalArgumentException for anything that {@code toString} cannot have written
     */
    public static ContentId parse(String text) {
        if (text.length() < HEX_DIGITS + 2 || text.charAt(HEX_DIGITS) != ':') {
            throw new IllegalArgumentException("A content id is 64 hexadecimal digits, a colon and a length");
        }
        long length = Long.parseLong(text, HEX_DIGITS + 1, text.length(), 10);
        ContentId id = new ContentId(length, Hash.parse(text.substring(0, HEX_DIGITS)));
        // One text per id: no "+1", no "007", no capitals.
        if (!id.toString().equals(text)) {
            throw new IllegalArgumentException("Not the canonical form of a content id");
        }
        return id;
    }

    /** {@code <64 lower-case hexadecimal digits>:<length>}. */
    @Override
    public String toString() {
        return root + ":" + length;
    }
}
