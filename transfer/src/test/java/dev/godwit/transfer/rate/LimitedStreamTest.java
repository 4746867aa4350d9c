package dev.godwit.transfer.rate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.godwit.transfer.fake.QuietStream;
import dev.godwit.wire.fault.FaultException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class LimitedStreamTest {
    private final Recorder recorder = new Recorder();

    @Test
    void noLimitCostsNothing() {
        assertThat(LimitedStream.reading(recorder, RateLimit.UNLIMITED)).isSameAs(recorder);
        assertThat(LimitedStream.writing(recorder, RateLimit.UNLIMITED)).isSameAs(recorder);
    }

    @Test
    void writesInPartsAndEveryByteInOrder() throws IOException {
        RateLimit limit = RateLimit.of(OptionalLong.of(40_000_000));
        ByteBuffer first = ByteBuffer.allocate(400_000).put(399_999, (byte) 1);
        ByteBuffer second = ByteBuffer.allocate(10).put(0, (byte) 2);
        LimitedStream.writing(recorder, limit).write(first, second);
        assertThat(first.hasRemaining()).isFalse();
        assertThat(second.hasRemaining()).isFalse();
        assertThat(recorder.written).allMatch(part -> part <= limit.grant());
        assertThat(recorder.written.stream().mapToInt(Integer::intValue).sum()).isEqualTo(400_010);
        assertThat(recorder.lastFirstByte).isEqualTo((byte) 2);
    }

    @Test
    void readsNoMoreAtOnceThanMayPass() throws IOException {
        RateLimit limit = RateLimit.of(OptionalLong.of(1_000_000));
        ByteBuffer buffer = ByteBuffer.allocate(1 << 20);
        assertThat(LimitedStream.reading(recorder, limit).read(buffer)).isEqualTo(limit.grant());
        assertThat(buffer.position()).isEqualTo(limit.grant());
        assertThat(buffer.limit()).isEqualTo(1 << 20);
    }

    @Test
    void theOtherDirectionIsFree() throws IOException {
        RateLimit limit = RateLimit.of(OptionalLong.of(1));
        LimitedStream.reading(recorder, limit).write(ByteBuffer.allocate(1 << 20));
        assertThat(LimitedStream.writing(recorder, limit).read(ByteBuffer.allocate(1 << 20)))
                .isEqualTo(RateLimit.UNLIMITED.grant());
    }

    @Test
    void whoWaitsGoesHomeWhenTheLimitIsClosed() throws Exception {
        RateLimit limit = RateLimit.of(OptionalLong.of(1));
        limit.close();
        assertThatThrownBy(() -> LimitedStream.writing(recorder, limit).write(ByteBuffer.allocate(1_000)))
                .isInstanceOf(FaultException.class);
    }

    /** Takes everything, and gives as much as fits. */
    private static final class Recorder extends QuietStream {
        private final List<Integer> written = new ArrayList<>();
        private byte lastFirstByte;

        @Override
        public int read(ByteBuffer destination) {
            int count = destination.remaining();
            destination.position(destination.limit());
            return count;
        }

        @Override
        public void write(ByteBuffer... sources) {
            for (ByteBuffer source : sources) {
                written.add(source.remaining());
                lastFirstByte = source.get(source.position());
                source.position(source.limit());
            }
        }
    }
}
