package dev.godwit.transfer.pairing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.transfer.pairing.Exchange.Binding;
import dev.godwit.wire.code.Code;
import dev.godwit.wire.code.MalformedCodeException;
import dev.godwit.wire.code.Spelling;
import dev.godwit.wire.identity.Identity;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The proof against a second implementation, which was written from PROTOCOL.md §3.3 and knows plain integers only. */
@Timeout(60)
class PairingOracleTest {
    private static final HexFormat HEX = HexFormat.of();
    private static final Path ORACLE = Path.of("src", "test", "resources", "pairing", "jpake_peer.py");

    private final Identity sender = Identity.generate();
    private final Identity receiver = Identity.generate();
    private final byte[] channel = random(32);
    private final byte[] nonce = random(32);

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new SecureRandom().nextBytes(bytes);
        return bytes;
    }

    @Test
    void provesTheSameWordsToAnotherImplementation() throws Exception {
        Code code = Code.random(new SecureRandom());
        assertThat(run(code, code)).isTrue();
    }

    @Test
    void otherWordsAreWrongToAnotherImplementation() throws Exception {
        assertThat(run(code("482193-violin-harbor-cactus"), code("482193-violin-harbor-candle")))
                .isFalse();
    }

    private static Code code(String text) throws MalformedCodeException {
        return Code.parse(text);
    }

    private boolean run(Code ours, Code theirs) throws IOException {
        Process oracle = new ProcessBuilder("python3", ORACLE.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader in = oracle.inputReader(StandardCharsets.US_ASCII)) {
            Exchange exchange = new Exchange(
                    Side.RECEIVER, ours, new Binding(sender.peerId(), receiver.peerId(), channel), new SecureRandom());
            byte[] one = exchange.roundOne();
            tell(
                    oracle,
                    channel,
                    ascii(sender),
                    ascii(receiver),
                    sender.peerId().bytes(),
                    receiver.peerId().bytes());
            tell(oracle, theirs.secretBytes(), nonce, one);
            byte[] theirNonce = hear(in);
            byte[] theirOne = hear(in);
            byte[] theirTwo = hear(in);
            exchange.takeRoundOne(theirOne);
            byte[] two = exchange.roundTwo();
            exchange.takeRoundTwo(theirTwo);
            exchange.said(nonce, one, theirNonce, theirOne, theirTwo, two);
            Secrets secrets = exchange.secrets();
            tell(oracle, two, secrets.tag(Side.RECEIVER));
            boolean isProven = "proven".equals(in.readLine());
            assertThat(secrets.proves(Side.SENDER, hear(in))).isEqualTo(isProven);
            assertThat(secrets.wordsToCompare().equals(Spelling.of(hear(in)))).isEqualTo(isProven);
            return isProven;
        } finally {
            oracle.destroy();
        }
    }

    private static byte[] ascii(Identity identity) {
        return identity.peerId().toString().getBytes(StandardCharsets.US_ASCII);
    }

    private static void tell(Process oracle, byte[]... fields) throws IOException {
        for (byte[] field : fields) {
            oracle.outputWriter().write(HEX.formatHex(field) + "\n");
        }
        oracle.outputWriter().flush();
    }

    private static byte[] hear(BufferedReader in) throws IOException {
        return HEX.parseHex(String.valueOf(in.readLine()));
    }
}
