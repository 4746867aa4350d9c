package dev.godwit.node.home;

import dev.godwit.dht.record.SequenceClock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Instant;

/**
 * The numbers of a home's records in the DHT: each is greater than all before, also after a restart and when the clock was
 * set back. If the file is lost the clock alone counts. Safe on every thread.
 */
public final class RecordNumbers {
    private final Home home;
    private final SequenceClock clock;

    public RecordNumbers(Home home) {
        this.home = home;
        this.clock = new SequenceClock(load(home));
    }

    private static long load(Home home) {
        try {
            return Math.max(
                    0, Long.parseLong(Files.readString(home.recordNumber()).strip()));
        } catch (IOException | NumberFormatException e) {
            return 0;
        }
    }

    /** The next number, kept before anything is signed with it. */
    public synchronized long next(Instant now) {
        long number = clock.next(now);
        try {
            PrivateFiles.replace(home.recordNumber(), (number + "\n").getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            // A full disk: the clock alone counts after the next start.
        }
        return number;
    }

    /** A record with this number is in the network. */
    public void saw(long number) {
        clock.saw(number);
    }
}
