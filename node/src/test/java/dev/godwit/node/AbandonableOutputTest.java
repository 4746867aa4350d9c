package dev.godwit.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.Pipe;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Outputs that take what they get, refuse it, or stop. */
@Timeout(30)
class AbandonableOutputTest {

    @Test
    void whatIsTakenIsCounted() throws IOException {
        ByteArrayOutputStream taken = new ByteArrayOutputStream();
        try (AbandonableOutput output = new AbandonableOutput(Channels.newChannel(taken))) {
            assertThat(output.write(ByteBuffer.wrap(new byte[] {1, 2}))).isEqualTo(2);
            assertThat(output.write(ByteBuffer.wrap(new byte[] {3}))).isEqualTo(1);
        }
        assertThat(taken.toByteArray()).containsExactly(1, 2, 3);
    }

    @Test
    void aFailureIsThatOfTheOutput() throws IOException {
        Pipe pipe = Pipe.open();
        pipe.source().close();
        try (Pipe.SinkChannel sink = pipe.sink();
                AbandonableOutput output = new AbandonableOutput(sink)) {
            assertThatThrownBy(() -> output.write(ByteBuffer.allocate(1)))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("pipe");
        }
    }

    @Test
    void closingEndsAWriteThatNobodyTakes() throws Exception {
        Pipe pipe = Pipe.open();
        try (Pipe.SourceChannel source = pipe.source();
                Pipe.SinkChannel sink = pipe.sink()) {
            AbandonableOutput output = new AbandonableOutput(sink);
            FutureTask<Integer> writing = new FutureTask<>(() -> output.write(ByteBuffer.allocate(1 << 22)));
            Thread.ofVirtual().start(writing);
            // The pipe has some of it, and no room for the rest.
            assertThat(source.read(ByteBuffer.allocate(1))).isEqualTo(1);
            output.close();
            assertThatThrownBy(writing::get)
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(AsynchronousCloseException.class);
            assertThat(output.isOpen()).isFalse();
            assertThatThrownBy(() -> output.write(ByteBuffer.allocate(1))).isInstanceOf(ClosedChannelException.class);
        }
    }
}
