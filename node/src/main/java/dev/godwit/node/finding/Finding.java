package dev.godwit.node.finding;

/**
 * How the two sides of a share may find each other, besides addresses that both know.
 *
 * @param lan on the local network
 * @param dht in the DHT, unless the configuration turns it off
 */
public record Finding(boolean lan, boolean dht) {
    /** Everywhere. */
    public static final Finding EVERYWHERE = new Finding(true, true);

    /** Nowhere. */
    public static final Finding NOWHERE = new Finding(false, false);
}
