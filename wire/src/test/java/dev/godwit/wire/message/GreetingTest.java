package dev.godwit.wire.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.godwit.wire.fault.Fault;
import dev.godwit.wire.fault.FaultCode;
import dev.godwit.wire.fault.FaultException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GreetingTest {

    @Test
    void saysWhatItSpeaks() {
        assertThat(Greeting.hello("godwit/0.1.0")).isEqualTo(new Message.Hello(1, 1, 0, "godwit/0.1.0"));
    }

    @ParameterizedTest
    @CsvSource({"1,1", "0,1", "1,2", "0,65535"})
    void agreesOnTheNewestThatBothSpeak(int min, int max) throws FaultException {
        assertThat(Greeting.agree(new Message.Hello(min, max, -1, "other/2"))).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"2,2", "2,65535", "0,0", "2,1", "65535,0"})
    void refusesWhoSpeaksNoneOfThem(int min, int max) {
        Fault fault = Fault.of(FaultCode.VERSION_UNSUPPORTED, "this side speaks 1, the other " + min + " to " + max);
        assertThatThrownBy(() -> Greeting.agree(new Message.Hello(min, max, 0, "other/2")))
                .isInstanceOfSatisfying(
                        FaultException.class, e -> assertThat(e.fault()).isEqualTo(fault));
    }
}
