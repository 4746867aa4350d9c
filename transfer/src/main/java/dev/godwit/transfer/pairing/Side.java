package dev.godwit.transfer.pairing;

/** Whose part of a proof it is. */
enum Side {
    SENDER("sender"),
    RECEIVER("receiver");

    private final String label;

    Side(String label) {
        this.label = label;
    }

    /** The word that stands for it in what is signed and hashed. */
    String label() {
        return label;
    }

    Side other() {
        return this == SENDER ? RECEIVER : SENDER;
    }
}
