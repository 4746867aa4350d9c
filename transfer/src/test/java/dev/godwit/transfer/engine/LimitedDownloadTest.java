package dev.godwit.transfer.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.testkit.RandomContent;
import dev.godwit.transfer.fake.FakeNetwork;
import dev.godwit.transfer.rate.RateLimit;
import dev.godwit.transfer.receive.DownloadRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A limit of the receiver bounds how many streams it opens. */
@Timeout(60)
class LimitedDownloadTest {
    private static final int LENGTH = 12 << 20;

    @TempDir
    private Path temp;

    private final FakeNetwork network = new FakeNetwork();

    private int streams(int length, OptionalLong limit) throws IOException {
        TestSender sender =
                TestSender.of(network, TestSender.file(new RandomContent(1).write(temp.resolve("file"), length)), 1);
        TestReceiver receiver = new TestReceiver(network, temp);
        receiver.wants = new DownloadRequest.Wants(Optional.empty(), false, RateLimit.of(limit));
        receiver.receive(sender.aim());
        return network.dials() - 1;
    }

    @ParameterizedTest
    @CsvSource({"1000000, 1", "4000000, 2"})
    void noFurtherStreamIsTriedWhereTheLimitHoldsItBack(long limit, int streams) throws IOException {
        int seconds = 3;
        assertThat(streams((int) limit * seconds, OptionalLong.of(limit))).isEqualTo(streams);
    }

    @Test
    void withoutALimitTwoAreOpened() throws IOException {
        assertThat(streams(LENGTH, OptionalLong.empty())).isGreaterThanOrEqualTo(2);
    }
}
