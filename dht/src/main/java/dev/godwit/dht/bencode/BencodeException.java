package dev.godwit.dht.bencode;

/** The bytes are not one canonical bencoded value within the decoder's limits. The message names what and where. */
public final class BencodeException extends Exception {
    private static final long serialVersionUID = 1;

    /** {@code what} is wrong, noticed at this offset of the input. */
    public BencodeException(String what, int offsetBytes) {
        super(what + " at offset " + offsetBytes);
    }
}
