package dev.godwit.node.home;

import dev.godwit.transfer.pairing.HeardCode;
import dev.godwit.wire.code.Code;
import dev.godwit.wire.fault.Fault;
import dev.godwit.wire.fault.FaultCode;
import dev.godwit.wire.identity.Base32;
import dev.godwit.wire.identity.Identity;
import dev.godwit.wire.identity.PeerId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What survives of a code that was heard: who was shown a proof of it in vain. Held while the code is tried. */
public final class HeardCodeRecord implements AutoCloseable {
    private static final String SHOWN = "shown";
    private static final int ID_BYTES = 10;

    /** Longer than people offer a code. */
    private static final Duration KEPT = Duration.ofDays(30);

    private final RecordDirectory record;
    private final HeardCode code;

    private HeardCodeRecord(RecordDirectory record, HeardCode code) {
        this.record = record;
        this.code = code;
    }

    /**
     * The record of this code.
     *
     * @param self signs its name: no hash of a code lies on the disk
     * @throws dev.godwit.wire.fault.FaultException {@link FaultCode#USAGE} while another process tries it
     */
    public static HeardCodeRecord open(Home home, Identity self, Code code) throws IOException {
        sweep(home);
        RecordDirectory record = RecordDirectory.lock(home.heardCodes().resolve(id(self, code)))
                .orElseThrow(() -> Fault.of(FaultCode.USAGE, "This code is being tried by another godwit")
                        .exception());
        List<PeerId> shown = new ArrayList<>();
        for (String peer : record.value(SHOWN).orElse("").split(" ", -1)) {
            PeerId.parse(peer).ifPresent(shown::add);
        }
        HeardCode heard = new HeardCode(code, shown, changed -> store(home, record, changed));
        return new HeardCodeRecord(record, heard);
    }

    private static void store(Home home, RecordDirectory record, List<PeerId> shown) throws IOException {
        record.set(SHOWN, shown.stream().map(PeerId::toString).collect(Collectors.joining(" ")));
        try {
            record.store();
        } catch (IOException e) {
            throw Fault.of(FaultCode.HOME_UNUSABLE, home.directory() + " (" + e.getMessage() + ")")
                    .exception(e);
        }
    }

    private static String id(Identity self, Code code) {
        byte[] label = ("godwit heard code 1 " + code.text()).getBytes(StandardCharsets.UTF_8);
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(self.sign(label));
            return Base32.encode(Arrays.copyOf(hash, ID_BYTES));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }

    private static void sweep(Home home) throws IOException {
        Instant limit = Instant.now().minus(KEPT);
        for (Path directory : PrivateFiles.directoriesIn(home.heardCodes())) {
            if (Files.getLastModifiedTime(directory).toInstant().isBefore(limit)) {
                Optional<RecordDirectory> old = RecordDirectory.lock(directory);
                if (old.isPresent()) {
                    old.get().delete();
                }
            }
        }
    }

    /** The code, counted on from earlier runs. */
    public HeardCode code() {
        return code;
    }

    /** Keeps what counts on; a code that was shown to nobody in vain leaves nothing. */
    @Override
    public void close() throws IOException {
        if (code.isUntried()) {
            record.delete();
        } else {
            record.close();
        }
    }
}
