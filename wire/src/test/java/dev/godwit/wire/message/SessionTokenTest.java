package dev.godwit.wire.message;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SessionTokenTest {

    @Test
    void isEqualByItsBytesAndHidesThem() {
        SessionToken token = SessionToken.generate();
        assertThat(SessionToken.of(token.bytes())).isEqualTo(token).hasSameHashCodeAs(token);
        assertThat(token).isNotEqualTo(SessionToken.generate()).hasToString("SessionToken[hidden]");
        assertThat(token.bytes()).hasSize(SessionToken.BYTES);
    }
}
