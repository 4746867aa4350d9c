package dev.godwit.node.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.godwit.content.merkle.ContentId;
import dev.godwit.node.home.ShareRecord.State;
import dev.godwit.transfer.receive.TransferRecord.Partial;
import dev.godwit.wire.fault.FaultCode;
import dev.godwit.wire.fault.FaultException;
import dev.godwit.wire.identity.Identity;
import dev.godwit.wire.identity.PeerId;
import dev.godwit.wire.message.Receipt;
import dev.godwit.wire.ticket.Capability;
import dev.godwit.wire.ticket.ShareId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What survives a restart. */
class StoresTest {
    private static final Path SOURCE = Path.of("/data/file");
    private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");
    private static final Instant LATER = NOW.plusSeconds(60);

    @TempDir
    private Path temp;

    private Home home;
    private ShareStore shares;

    @BeforeEach
    void open() {
        home = new Home(temp);
        shares = new ShareStore(home);
    }

    /** A share that was offered and whose process has ended. */
    private Capability offered() throws IOException {
        try (ShareRecord record = shares.create(SOURCE.toString(), "file")) {
            record.offered(4711, LATER);
            return record.capability();
        }
    }

    private Optional<ShareRecord> unfinished(String name) throws IOException {
        return shares.unfinished(SOURCE, name, NOW);
    }

    @Test
    void anUnfinishedShareIsFoundByPathAndName() throws IOException {
        Capability capability = offered();
        try (ShareRecord again = unfinished("file").orElseThrow()) {
            assertThat(again.capability()).isEqualTo(capability);
            assertThat(again.port()).isEqualTo(4711);
            assertThat(again.completed()).isZero();
            // While it is held, nobody else gets it.
            assertThat(unfinished("file")).isEmpty();
        }
        assertThat(unfinished("other")).isEmpty();
        assertThat(shares.unfinished(Path.of("/data/other"), "file", NOW)).isEmpty();
    }

    @Test
    void anEndedOrExpiredShareIsNotOfferedAgain() throws IOException {
        offered();
        assertThat(shares.unfinished(SOURCE, "file", LATER)).isEmpty();
        try (ShareRecord record = unfinished("file").orElseThrow()) {
            record.ended(State.COMPLETE);
        }
        assertThat(unfinished("file")).isEmpty();
    }

    @Test
    void receiptsCountAndSurvive() throws IOException {
        Capability capability = offered();
        Identity receiver = Identity.generate();
        Receipt receipt = new Receipt(
                PeerId.of(new byte[32]), receiver.peerId(), capability.shareId(), ContentId.EMPTY, 1_900_000_000L);
        try (ShareRecord record = unfinished("file").orElseThrow()) {
            record.downloadCompleted(receipt, receiver.sign(receipt.signedBytes()));
            record.downloadCompleted(receipt, receiver.sign(receipt.signedBytes()));
        }
        try (ShareRecord record = unfinished("file").orElseThrow()) {
            assertThat(record.completed()).isEqualTo(2);
        }
        Path properties = home.shares().resolve(capability.shareId().toString()).resolve("record.properties");
        assertThat(properties)
                .content()
                .contains("receipt.2=", receiver.peerId().toString());
    }

    @Test
    void onlyWhoHasTheCapabilityLearnsWhyAShareIsGone() throws IOException {
        Capability capability = offered();
        ShareId id = capability.shareId();
        assertThat(shares.reasonFor(id, capability, NOW)).isEqualTo(FaultCode.SHARE_NOT_FOUND);
        assertThat(shares.reasonFor(id, capability, LATER)).isEqualTo(FaultCode.SHARE_EXPIRED);
        assertThat(shares.reasonFor(id, Capability.generate(), LATER)).isEqualTo(FaultCode.SHARE_NOT_FOUND);
        try (ShareRecord record = unfinished("file").orElseThrow()) {
            record.ended(State.COMPLETE);
        }
        assertThat(shares.reasonFor(id, capability, LATER)).isEqualTo(FaultCode.SHARE_EXHAUSTED);
        assertThat(shares.reasonFor(id, Capability.generate(), NOW)).isEqualTo(FaultCode.SHARE_NOT_FOUND);
        Capability unknown = Capability.generate();
        assertThat(shares.reasonFor(unknown.shareId(), unknown, NOW)).isEqualTo(FaultCode.SHARE_NOT_FOUND);
    }

    @Test
    void sweepingRemovesWhatEndedLongAgo() throws IOException {
        Path directory = home.shares().resolve(offered().shareId().toString());
        Instant muchLater = LATER.plus(Duration.ofDays(30));
        Files.setLastModifiedTime(directory, FileTime.from(NOW));
        shares.sweep(NOW.plus(Duration.ofDays(6)));
        assertThat(directory).exists();
        shares.sweep(muchLater);
        assertThat(directory).doesNotExist();
    }

    @Test
    void sweepingLeavesWhatIsStillOnOffer() throws IOException {
        try (ShareRecord record = shares.create(SOURCE.toString(), "file")) {
            record.offered(1, NOW.plus(Duration.ofDays(365)));
        }
        Path directory = PrivateFiles.directoriesIn(home.shares()).getFirst();
        Files.setLastModifiedTime(directory, FileTime.from(NOW));
        shares.sweep(NOW.plus(Duration.ofDays(30)));
        assertThat(directory).exists();
    }

    @Test
    void aRecordIsForOneAtATime() throws IOException {
        Path directory = temp.resolve("record");
        try (RecordDirectory record = RecordDirectory.lock(directory).orElseThrow()) {
            record.set("a", "x=1\n#\u00fc").store();
            assertThat(RecordDirectory.lock(directory)).isEmpty();
        }
        try (RecordDirectory record = RecordDirectory.lock(directory).orElseThrow()) {
            assertThat(record.value("a")).contains("x=1\n#\u00fc");
            record.delete();
        }
        assertThat(directory).doesNotExist();
        assertThat(RecordDirectory.read(directory)).isEmpty();
    }

    private static final ShareId SHARE = Capability.generate().shareId();

    @Test
    void aTransferIsFoundByShareAndFolder() throws IOException {
        TransferStore store = new TransferStore(home);
        Path folder = Path.of("/inbox");
        try (TransferStore.Active record = store.open(SHARE, folder)) {
            assertThat(record.partial()).isEmpty();
            record.partial(new Partial(".godwit-x.part", "77"));
            Files.writeString(record.journal(), "journal");
            assertThatThrownBy(() -> store.open(SHARE, folder))
                    .isInstanceOfSatisfying(
                            FaultException.class,
                            e -> assertThat(e.fault().code()).isEqualTo(FaultCode.USAGE));
        }
        try (TransferStore.Active record = store.open(SHARE, Path.of("/other"))) {
            assertThat(record.partial()).isEmpty();
        }
        try (TransferStore.Active record = store.open(SHARE, folder)) {
            assertThat(record.partial()).contains(new Partial(".godwit-x.part", "77"));
            assertThat(record.journal()).hasContent("journal");
            record.forget();
        }
        assertThat(PrivateFiles.directoriesIn(home.transfers())).isEmpty();
    }

    @Test
    void aTransferThatNeverBeganLeavesNothing() throws IOException {
        new TransferStore(home).open(SHARE, Path.of("/inbox")).close();
        assertThat(PrivateFiles.directoriesIn(home.transfers())).isEmpty();
    }
}
