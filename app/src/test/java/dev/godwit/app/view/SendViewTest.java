package dev.godwit.app.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.app.terminal.Screen;
import dev.godwit.app.terminal.Style;
import dev.godwit.transfer.event.TransferEvent;
import dev.godwit.wire.fault.Fault;
import dev.godwit.wire.fault.FaultCode;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SendViewTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final Screen screen = Screen.showing(new PrintStream(bytes, true, StandardCharsets.UTF_8), Style.PLAIN);

    /** The receiver says no more than which fault it is. */
    @ParameterizedTest
    @CsvSource({
        "DISK_FULL, (The receiver's disk is full)",
        "TARGET_UNWRITABLE, (The receiver can not write there)",
        "CONFLICT, (The receiver has a different file of that name already)",
    })
    void whatIsWrongAtTheReceiverIsNotTakenForOurs(FaultCode code, String words) {
        SendView view = new SendView(
                screen, new ProgressDisplay.None(), _ -> {}, new SendView.Offered("film.mkv", false, false));
        view.accept(new TransferEvent.ReceiverLeft("peer", Fault.of(code)));
        assertThat(bytes.toString(StandardCharsets.UTF_8))
                .isEqualTo("The receiver left before it had everything " + words + ". The share stays open for it.\n");
    }
}
