package dev.godwit.transfer.session;

import dev.godwit.wire.fault.FaultException;
import dev.godwit.wire.link.ByteStream;
import dev.godwit.wire.link.Cancellation;
import dev.godwit.wire.message.Greeting;
import dev.godwit.wire.message.Message;
import dev.godwit.wire.message.MessageChannel;
import dev.godwit.wire.message.Phase;
import java.io.IOException;
import java.time.Duration;

/** The exchange of hellos that opens every stream. PROTOCOL.md §4.2. */
public final class Handshake {
    private static final String AGENT = "godwit/0.1.0";

    private Handshake() {}

    /** A channel over {@code stream} on which hellos were exchanged; ends with a fault as soon as it is cancelled. */
    public static MessageChannel greeted(ByteStream stream, Duration silence, Cancellation cancellation)
            throws IOException {
        MessageChannel channel = new MessageChannel(stream);
        try (Cancellation.Registration _ = cancellation.onCancel(channel::close)) {
            stream.silenceLimit(silence);
            greet(channel);
            return channel;
        } catch (FaultException e) {
            channel.fail(e.fault());
            throw e;
        }
    }

    /** Says hello, hears the peer's, and agrees on a version. */
    public static void greet(MessageChannel channel) throws IOException {
        channel.send(Greeting.hello(AGENT));
        Message.Hello theirs = (Message.Hello) channel.receive(Phase.GREETING);
        Greeting.agree(theirs);
    }
}
