package dev.godwit.dht.record;

/** The bytes are no record in the form of pkarr. */
public final class RecordException extends Exception {
    private static final long serialVersionUID = 1;

    /** For this reason. */
    public RecordException(String message) {
        super(message);
    }
}
