package dev.godwit.wire.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IdentityTest {
    private static final HexFormat HEX = HexFormat.of();

    /** RFC 8410 §7 and §4: what stands before a raw key. */
    private static final String PKCS8_PREFIX = "302e020100300506032b657004220420";

    private static final String SPKI_PREFIX = "302a300506032b6570032100";

    /** RFC 8032 §7.1, tests 1 to 3. */
    @ParameterizedTest
    @CsvSource({
        "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60,"
                + "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a,'',"
                + "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555"
                + "fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
        "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb,"
                + "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c,72,"
                + "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da0"
                + "85ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
        "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7,"
                + "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025,af82,"
                + "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac1"
                + "8ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"
    })
    void signsAndVerifiesThePublishedVectors(String secret, String publicKey, String message, String signature)
            throws GeneralSecurityException {
        Identity identity =
                Identity.restore(HEX.parseHex(PKCS8_PREFIX + secret), HEX.parseHex(SPKI_PREFIX + publicKey));
        byte[] signed = HEX.parseHex(signature);

        assertThat(identity.peerId()).isEqualTo(PeerId.of(HEX.parseHex(publicKey)));
        assertThat(identity.sign(HEX.parseHex(message))).isEqualTo(signed);
        assertThat(identity.peerId().verifies(HEX.parseHex(message), signed)).isTrue();
        assertThat(identity.peerId().verifies(new byte[] {1, 2, 3}, signed)).isFalse();
    }

    @Test
    void isTheSameAfterRestoring() throws GeneralSecurityException {
        Identity identity = Identity.generate();
        Identity restored = Identity.restore(identity.privateKeyDer(), identity.publicKeyDer());
        assertThat(restored).isEqualTo(identity).hasSameHashCodeAs(identity);
        assertThat(restored).isNotEqualTo(Identity.generate());
    }

    @Test
    void refusesHalvesOfTwoIdentities() {
        Identity one = Identity.generate();
        Identity other = Identity.generate();
        assertThatThrownBy(() -> Identity.restore(one.privateKeyDer(), other.publicKeyDer()))
                .isInstanceOf(GeneralSecurityException.class)
                .hasMessageContaining("do not belong together");
    }

    @Test
    void refusesKeysOfAnotherKind() throws GeneralSecurityException {
        Identity identity = Identity.generate();
        KeyPairGenerator generator = KeyPairGenerator.getInstance("X25519");
        byte[] foreign = generator.generateKeyPair().getPublic().getEncoded();
        assertThatThrownBy(() -> Identity.restore(identity.privateKeyDer(), foreign))
                .isInstanceOf(GeneralSecurityException.class);
    }

    @Test
    void refusesDamageThatMatters() {
        Identity identity = Identity.generate();
        byte[] secret = identity.privateKeyDer();
        byte[] publicKey = identity.publicKeyDer();
        for (int bit = 0; bit < secret.length * Byte.SIZE; bit++) {
            assertRefusedOrWorks(flipped(secret, bit), publicKey);
        }
        for (int bit = 0; bit < publicKey.length * Byte.SIZE; bit++) {
            assertRefusedOrWorks(secret, flipped(publicKey, bit));
        }
        for (int length = 0; length < secret.length; length++) {
            assertRefusedOrWorks(Arrays.copyOf(secret, length), publicKey);
        }
        for (int length = 0; length < publicKey.length; length++) {
            assertRefusedOrWorks(secret, Arrays.copyOf(publicKey, length));
        }
    }

    @Test
    void neverShowsItsSecret() {
        Identity identity = Identity.generate();
        assertThat(identity.toString()).isEqualTo("Identity[" + identity.peerId() + "]");
    }

    /** Some bits say nothing, as the version of the container: what is restored in spite of them works. */
    private static void assertRefusedOrWorks(byte[] secret, byte[] publicKey) {
        try {
            Identity identity = Identity.restore(secret, publicKey);
            assertThat(identity.peerId().verifies(secret, identity.sign(secret)))
                    .isTrue();
        } catch (GeneralSecurityException e) {
            assertThat(e).isNotNull();
        }
    }

    private static byte[] flipped(byte[] bytes, int bit) {
        byte[] copy = bytes.clone();
        copy[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
        return copy;
    }
}
