package dev.godwit.transfer.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.testkit.RandomContent;
import dev.godwit.transfer.event.TransferEvent;
import dev.godwit.transfer.fake.FakeNetwork;
import dev.godwit.wire.fault.FaultCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The sender's wall clock jumps: only who begins after the end of a share is turned away. */
@Timeout(60)
class ClockJumpTest {
    @TempDir
    private Path temp;

    private final FakeNetwork network = new FakeNetwork();
    private TestReceiver receiver;
    private StallingContent content;
    private TestSender sender;
    private Path top;

    @BeforeEach
    void open() throws IOException {
        receiver = new TestReceiver(network, temp);
        top = Files.createDirectories(temp.resolve("source/top"));
        new RandomContent(1).write(top.resolve("large"), 5 * Trees.SMALL);
        content = new StallingContent(TestSender.tree(top), 2 * Trees.SMALL);
        sender = TestSender.of(network, content, 1);
    }

    @ParameterizedTest
    @ValueSource(longs = {2, -2, 100_000, -100_000})
    void whoIsAtItGoesOn(long days) throws Exception {
        FutureTask<TransferEvent.Done> download = receiver.start(sender.aim());
        content.stalled.await();
        sender.clockError = Duration.ofDays(days);
        content.goOn();
        assertThat(download.get().parts().whole()).isTrue();
        assertThat(Trees.describe(receiver.folder)).isEqualTo(Trees.describe(top.getParent(), "sender."));
        assertThat(sender.ended()).isTrue();
        assertThat(sender.receipts).hasValue(1);
    }

    @Test
    void whoBeginsAfterTheEndIsTurnedAway() throws Exception {
        // Somebody is at it, or the share would be over at once.
        FutureTask<TransferEvent.Done> first = receiver.start(sender.aim());
        content.stalled.await();
        sender.clockError = TestSender.OFFERED.plusSeconds(1);
        TestReceiver late = new TestReceiver(network, temp.resolve("late"));
        assertThat(late.failing(sender.aim()).code()).isEqualTo(FaultCode.SHARE_EXPIRED);
        sender.clockError = TestSender.OFFERED.negated();
        content.goOn();
        assertThat(first.get().parts().whole()).isTrue();
        assertThat(sender.ended()).isTrue();
    }

    @Test
    void aShareThatNobodyIsAtEnds() {
        sender.clockError = TestSender.OFFERED.plusSeconds(1);
        assertThat(sender.ended()).isFalse();
    }
}
