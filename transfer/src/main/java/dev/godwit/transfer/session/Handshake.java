package dev.godwit.transfer.session;

import dev.godwit.wire.message.Greeting;
import dev.godwit.wire.message.Message;
import dev.godwit.wire.message.MessageChannel;
import dev.godwit.wire.message.Phase;
import java.io.IOException;

/** The exchange of hellos that opens every stream. PROTOCOL.md §4.2. */
public final class Handshake {
    private static final String AGENT = "godwit/0.1.0";

    private Handshake() {}

    /** Says hello, hears the peer's, and agrees on a version. */
    public static void greet(MessageChannel channel) throws IOException {
        channel.send(Greeting.hello(AGENT));
        Message.Hello theirs = (Message.Hello) channel.receive(Phase.GREETING);
        Greeting.agree(theirs);
    }
}
