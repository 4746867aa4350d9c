package dev.godwit.transfer.receive.work;

/** What has become of an entry. */
public enum Fate {
    /** Nothing yet. */
    OPEN(0),
    /** It was fetched or made. */
    RECEIVED(1),
    /** The same was there already. */
    HERE(2),
    /** It was not wanted. */
    LEFT_OUT(3),
    /** It could not be sent or received. */
    FAILED(4);

    /** What stands for it in a table of a million. */
    final byte number;

    Fate(int number) {
        this.number = (byte) number;
    }

    static Fate of(byte number) {
        return switch (number) {
            case 0 -> OPEN;
            case 1 -> RECEIVED;
            case 2 -> HERE;
            case 3 -> LEFT_OUT;
            default -> FAILED;
        };
    }
}
