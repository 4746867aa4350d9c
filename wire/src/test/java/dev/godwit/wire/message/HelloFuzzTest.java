package dev.godwit.wire.message;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.godwit.testkit.Mutations;
import dev.godwit.wire.fault.FaultException;
import dev.godwit.wire.testing.MemoryStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Whatever a stranger says first leads to version 1 or to a fault. */
class HelloFuzzTest {

    @FuzzTest(maxDuration = "60s")
    void greets(byte[] data) throws IOException {
        try (MessageChannel channel = new MessageChannel(new MemoryStream(data, 7))) {
            Message.Hello hello = (Message.Hello) channel.receive(Phase.GREETING);
            assertThat(Greeting.agree(hello)).isEqualTo(Greeting.VERSION);
        } catch (FaultException e) {
            assertThat(e.fault().message()).isNotEmpty();
        }
    }

    @Test
    void greetsMutations() {
        Mutations.run(HelloFuzzTest.class, data -> {
            try {
                greets(data);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
    }
}
