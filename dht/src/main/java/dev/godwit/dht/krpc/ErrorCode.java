package dev.godwit.dht.krpc;

import java.util.Optional;

/** Why a query was not done. BEP 5 "Errors", BEP 44 "Errors". */
public enum ErrorCode {
    /** Anything else. */
    GENERIC(201, "Generic Error"),
    /** The node is at a limit of its own. */
    SERVER(202, "Server Error"),
    /** A malformed message, invalid arguments or a bad token. */
    PROTOCOL(203, "Protocol Error"),
    /** No such query. */
    METHOD_UNKNOWN(204, "Method Unknown"),
    /** The value is longer than an item may be. */
    VALUE_TOO_BIG(205, "Message (v field) too big."),
    /** The signature is not the key's. */
    INVALID_SIGNATURE(206, "Invalid signature"),
    /** The salt is longer than a salt may be. */
    SALT_TOO_BIG(207, "Salt (salt field) too big."),
    /** The stored item is not the one that was to be replaced. */
    CAS_MISMATCH(301, "The CAS hash mismatched, re-read value and try again."),
    /** The stored item is newer. */
    SEQUENCE_TOO_OLD(302, "Sequence number less than current.");

    private final int number;
    private final String text;

    ErrorCode(int number, String text) {
        this.number = number;
        this.text = text;
    }

    /** The code with this number. */
    public static Optional<ErrorCode> of(int number) {
        for (ErrorCode code : values()) {
            if (code.number == number) {
                return Optional.of(code);
            }
        }
        return Optional.empty();
    }

    /** On the wire. */
    public int number() {
        return number;
    }

    /** On the wire, for a person. */
    public String text() {
        return text;
    }
}
