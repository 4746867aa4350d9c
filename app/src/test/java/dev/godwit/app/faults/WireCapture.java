package dev.godwit.app.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.testkit.lab.Host;
import dev.godwit.testkit.lab.LabProcess;
import dev.godwit.wire.identity.Base32;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Every datagram that passes a host while it is open; what is searched for is found in either case. */
final class WireCapture implements AutoCloseable {
    private static final String SCRIPT = """
            import socket, sys
            capture = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(3))
            print("ready", flush=True)
            with open(sys.argv[1], "ab", buffering=0) as file:
                while True:
                    frame = capture.recv(65536)
                    kind = frame[12:14]
                    if (kind == b"\\x08\\x00" and frame[23] == 17) or (kind == b"\\x86\\xdd" and frame[20] == 17):
                        file.write(frame)
            """;

    private final Path file;
    private final LabProcess process;

    private WireCapture(Path file, LabProcess process) {
        this.file = file;
        this.process = process;
    }

    static WireCapture start(Host host, Path file) throws IOException, InterruptedException {
        LabProcess process = LabProcess.start(host, "/usr/bin/python3", "-c", SCRIPT, file.toString());
        assertThat(process.await("ready", Duration.ofSeconds(20)))
                .as(() -> process.lines().toString())
                .isPresent();
        return new WireCapture(file, process);
    }

    /** Finds the slot in it, as the control, and neither a word of the code nor what everybody could derive from them. */
    void assertShowsTheSlotAlone(String code) throws IOException {
        String bytes = Files.readString(file, StandardCharsets.ISO_8859_1);
        String lower = bytes.toLowerCase(Locale.ROOT);
        String slot = code.substring(0, code.indexOf('-'));
        String words = code.substring(code.indexOf('-') + 1);
        boolean isInDht = bytes.contains(raw(hash("godwit slot 1" + slot, 20)));
        boolean isOnLan = lower.contains(Base32.encode(hash("godwit slot lan 1" + slot, 10)));
        assertThat(isInDht || isOnLan)
                .as("the slot is in %d bytes", bytes.length())
                .isTrue();
        for (String word : words.split("-", -1)) {
            // Random bytes, such as ids of nodes, spell a short word now and then.
            assertThat(word.length() > 4 && lower.contains(word)).as("a word").isFalse();
        }
        for (String secret : List.of(words, code, words.replace("-", ""), words.replace('-', ' '))) {
            for (String label : List.of("", "godwit slot 1", "godwit slot lan 1", "godwit code 1")) {
                byte[] tag = hash(label + secret, 10);
                assertThat(bytes.contains(raw(tag))).as(label).isFalse();
                assertThat(lower.contains(Base32.encode(tag))).as(label).isFalse();
            }
        }
    }

    private static String raw(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static byte[] hash(String text, int length) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return Arrays.copyOf(hash, length);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() throws IOException {
        process.close();
    }
}
