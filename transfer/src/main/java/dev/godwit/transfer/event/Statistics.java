package dev.godwit.transfer.event;

/**
 * What one run of a transfer took; what this side can not know is {@link #UNKNOWN}. Times are seconds of all streams together, so they may add up to more than the run.
 *
 * @param seconds wall time
 * @param bytesTransferred content that crossed the wire in this run; holes do not
 * @param bytesSentTwice content among it that was there already, or came to nothing
 * @param bytesSaved how much smaller compression made it
 * @param retries how often a connection was made again
 * @param sourceDiskSeconds the sender read its disk
 * @param senderCpuSeconds the sender hashed and compressed
 * @param networkSeconds this side waited for the other, and encrypted or decrypted
 * @param receiverDiskSeconds the receiver wrote
 * @param limitedBy what took most of the time
 */
public record Statistics(
        double seconds,
        long bytesTransferred,
        long bytesSentTwice,
        long bytesSaved,
        int retries,
        double sourceDiskSeconds,
        double senderCpuSeconds,
        double networkSeconds,
        double receiverDiskSeconds,
        String limitedBy) {

    /** What only the other side knows. */
    public static final int UNKNOWN = -1;

    /** Content bytes that crossed the wire, each second; 0 when nothing did. */
    public long bytesPerSecond() {
        return seconds > 0 ? Math.round(bytesTransferred / seconds) : 0;
    }
}
