package dev.godwit.network.tls;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * Writes the one certificate of a home (RFC 5280). A class of its own: BouncyCastle's jars are signed, and to load a
 * single class of them costs a third of a second, which only the first start should pay.
 */
final class SelfSignedCertificate {
    /** RFC 5280 §4.1.2.5: no well-defined end; the identity is what is trusted, and it does not age. */
    private static final Instant NEVER = Instant.parse("9999-12-31T23:59:59Z");

    private SelfSignedCertificate() {}

    /** The certificate of {@code pair} in DER, with {@code binding} in its extension. */
    static byte[] create(KeyPair pair, byte[] binding) throws GeneralSecurityException {
        X500Name name = new X500Name("CN=godwit");
        try {
            return new X509v3CertificateBuilder(
                            name,
                            BigInteger.ONE,
                            Date.from(Instant.EPOCH),
                            Date.from(NEVER),
                            name,
                            SubjectPublicKeyInfo.getInstance(pair.getPublic().getEncoded()))
                    .addExtension(new ASN1ObjectIdentifier(IdentityBinding.OID), false, new DEROctetString(binding))
                    .build(new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate()))
                    .getEncoded();
        } catch (OperatorCreationException | IOException e) {
            throw new GeneralSecurityException(e);
        }
    }
}
