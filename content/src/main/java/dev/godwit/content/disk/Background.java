package dev.godwit.content.disk;

/** Work that may wait for any other: whoever looks through a million files must not hold up whoever is waited for. */
public final class Background {
    /** A tenth of the processor while others want it, all of it while nobody does. */
    private static final int NICE = 10;

    private Background() {}

    /** From now on the calling thread gives way to all others, where the system can do that to a single thread. For good. */
    public static void giveWay() {
        if (SystemCalls.AVAILABLE) {
            long ignored = SystemCalls.setNice(NICE);
        }
    }
}
