package dev.godwit.node.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.godwit.content.merkle.ContentId;
import dev.godwit.node.home.ShareRecord.State;
import dev.godwit.transfer.receive.destination.TransferRecord.FileRecord;
import dev.godwit.transfer.receive.destination.TransferRecord.Partial;
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
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What survives a restart. */
class StoresTest {
    private static final String SOURCE = "/data/file";
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
        try (ShareRecord record = shares.create(SOURCE, "file")) {
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
        assertThat(shares.unfinished("/data/other", "file", NOW)).isEmpty();
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
                PeerId.of(new byte[32]),
                receiver.peerId(),
                capability.shareId(),
                ContentId.EMPTY,
                1_900_000_000L,
                true);
        try (ShareRecord record = unfinished("file").orElseThrow()) {
            record.downloadCompleted(receipt, receiver.sign(receipt.signedBytes()));
            record.downloadCompleted(receipt, receiver.sign(receipt.signedBytes()));
        }
        try (ShareRecord record = unfinished("file").orElseThrow()) {
            assertThat(record.completed()).isEqualTo(2);
        }
        assertThat(propertiesOf(capability))
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
        try (ShareRecord record = shares.create(SOURCE, "file")) {
            record.offered(1, NOW.plus(Duration.ofDays(365)));
        }
        Path directory = PrivateFiles.directoriesIn(home.shares()).getFirst();
        Files.setLastModifiedTime(directory, FileTime.from(NOW));
        shares.sweep(NOW.plus(Duration.ofDays(30)));
        assertThat(directory).exists();
    }

    private Path propertiesOf(Capability capability) {
        return home.shares().resolve(capability.shareId().toString()).resolve("record.properties");
    }

    /** A line of the record, and what stands there instead. */
    @ParameterizedTest
    @CsvSource({
        "capability, ''",
        "state, ''",
        "expires, ''",
        "capability, capability=aaaa",
        "state, state=ajar",
        "expires, expires=soon",
        "port, port=99999",
        "port, completed=many",
        "source, source=\\u00zz"
    })
    void aDamagedShareIsPassedOverAndOneDaySweptAway(String key, String line) throws IOException {
        Path properties = propertiesOf(offered());
        String whole = Files.readString(properties);
        String damaged = whole.replaceFirst("(?m)^" + key + "=.*", Matcher.quoteReplacement(line));
        assertThat(damaged).isNotEqualTo(whole);
        Files.writeString(properties, damaged);
        assertPassedOverAndSweptAway(properties);
    }

    @Test
    void aShareThatIsNoTextIsPassedOverToo() throws IOException {
        Path properties = propertiesOf(offered());
        Files.write(properties, new byte[] {(byte) 0xff, (byte) 0xfe, 0});
        assertPassedOverAndSweptAway(properties);
    }

    private void assertPassedOverAndSweptAway(Path properties) throws IOException {
        assertThat(unfinished("file")).isEmpty();
        Capability next = offered();
        try (ShareRecord found = unfinished("file").orElseThrow()) {
            assertThat(found.capability()).isEqualTo(next);
        }
        Files.setLastModifiedTime(properties.getParent(), FileTime.from(NOW));
        shares.sweep(NOW);
        assertThat(properties).exists();
        Files.setLastModifiedTime(properties.getParent(), FileTime.from(NOW.minus(Duration.ofDays(30))));
        shares.sweep(NOW);
        assertThat(properties.getParent()).doesNotExist();
    }

    @Test
    void aShareThatWasNeverOfferedLeavesNothing() throws IOException {
        shares.create(SOURCE, "file").close();
        assertThat(PrivateFiles.directoriesIn(home.shares())).isEmpty();
        assertThat(unfinished("file")).isEmpty();
    }

    @Test
    void sweepingLeavesWhatSomebodyIsAt() throws IOException {
        Capability capability = offered();
        Path directory = propertiesOf(capability).getParent();
        try (ShareRecord held = unfinished("file").orElseThrow()) {
            Files.setLastModifiedTime(directory, FileTime.from(NOW.minus(Duration.ofDays(30))));
            shares.sweep(LATER);
            assertThat(held.capability()).isEqualTo(capability);
            assertThat(directory).exists();
        }
        shares.sweep(LATER);
        assertThat(directory).doesNotExist();
    }

    @Test
    void theCodeStaysUntilAnotherIsAskedFor() throws IOException {
        offered();
        String first = codeOf(false);
        assertThat(codeOf(false)).isEqualTo(first);
        String second = codeOf(true);
        assertThat(second).isNotEqualTo(first);
        assertThat(codeOf(false)).isEqualTo(second);
    }

    private String codeOf(boolean renew) throws IOException {
        try (ShareRecord record = unfinished("file").orElseThrow()) {
            String text = record.code(1, renew).code().text();
            record.offered(4711, LATER);
            return text;
        }
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
        Partial partial = new Partial(List.of("a\nb", "c d"), ".godwit-x.part", "77");
        try (TransferStore.Active record = store.open(SHARE, folder)) {
            FileRecord file = record.file(5);
            assertThat(file.partial()).isEmpty();
            file.partial(partial);
            Files.writeString(file.journal(), "journal");
            assertThatThrownBy(() -> store.open(SHARE, folder))
                    .isInstanceOfSatisfying(
                            FaultException.class,
                            e -> assertThat(e.fault().code()).isEqualTo(FaultCode.USAGE));
        }
        try (TransferStore.Active record = store.open(SHARE, Path.of("/other"))) {
            assertThat(record.file(5).partial()).isEmpty();
        }
        try (TransferStore.Active record = store.open(SHARE, folder)) {
            assertThat(record.partials()).containsExactly(partial);
            assertThat(record.file(6).partial()).isEmpty();
            assertThat(record.file(5).partial()).contains(partial);
            assertThat(record.file(5).journal()).hasContent("journal");
            record.file(5).forget();
            assertThat(record.partials()).isEmpty();
            assertThat(record.file(5).journal()).doesNotExist();
            Files.writeString(record.entryJournal(), "entries");
        }
        try (TransferStore.Active record = store.open(SHARE, folder)) {
            assertThat(record.entryJournal()).hasContent("entries");
            record.forget();
        }
        assertThat(PrivateFiles.directoriesIn(home.transfers())).isEmpty();
    }

    @Test
    void aPartialAtTheTopIsRememberedToo() throws IOException {
        Partial partial = new Partial(List.of(), ".godwit-x.part", "77");
        try (TransferStore.Active record = new TransferStore(home).open(SHARE, Path.of("/inbox"))) {
            record.file(-1).partial(partial);
            assertThat(record.file(-1).partial()).contains(partial);
        }
    }

    @Test
    void aTransferThatNeverBeganLeavesNothing() throws IOException {
        new TransferStore(home).open(SHARE, Path.of("/inbox")).close();
        assertThat(PrivateFiles.directoriesIn(home.transfers())).isEmpty();
    }
}
