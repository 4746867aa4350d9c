# Finds a Java that is new enough, without starting one: sourced by ./godwit and ./check (POSIX sh).

least_java=25

# java_number HOME: sets java_number to the major version its release file states, or 0.
java_number() {
    java_number=0
    [ -x "$1/bin/java" ] && [ -r "$1/release" ] || return 0
    while IFS= read -r release_line || [ -n "$release_line" ]; do
        case $release_line in
            JAVA_VERSION=*)
                release_line=${release_line#JAVA_VERSION=\"}
                java_version=${release_line%\"*}
                java_number=${java_version%%[!0-9]*}
                ;;
        esac
    done <"$1/release"
}

# fits HOME NEED ORIGIN: whether HOME will do for NEED (java or javac); remembers what it was for the error message.
fits() {
    java_number "$1"
    [ "$java_number" -gt 0 ] || return 1
    if [ "$java_number" -ge "$least_java" ] && [ -x "$1/bin/$2" ]; then
        return 0
    fi
    lacking=
    [ -x "$1/bin/$2" ] || lacking=" without $2"
    found="$found${found:+, }Java $java_number$lacking ($3)"
    return 1
}

# find_java java|javac: sets java_home and java_version, or says what is missing and returns 2.
find_java() {
    found=
    java_home=
    if [ -n "${GODWIT_JAVA_HOME:-}" ] && fits "$GODWIT_JAVA_HOME" "$1" GODWIT_JAVA_HOME; then
        java_home=$GODWIT_JAVA_HOME
    elif [ -n "${JAVA_HOME:-}" ] && fits "$JAVA_HOME" "$1" JAVA_HOME; then
        java_home=$JAVA_HOME
    else
        on_path=$(command -v java) && on_path=$(readlink -f "$on_path") || on_path=
        if [ -n "$on_path" ] && fits "${on_path%/bin/java}" "$1" PATH; then
            java_home=${on_path%/bin/java}
        else
            newest_installed "$1"
        fi
    fi
    if [ -z "$java_home" ]; then
        kind=Java
        [ "$1" = java ] || kind="a JDK (with javac)"
        echo "godwit: $kind $least_java or newer is needed. Found: ${found:-no Java at all}." >&2
        echo "  → Install a JDK $least_java, such as Eclipse Temurin, or set GODWIT_JAVA_HOME to one." >&2
        return 2
    fi
    java_number "$java_home"
}

# newest_installed java|javac: looks where operating systems and SDKMAN put their JDKs.
newest_installed() {
    newest=0
    for candidate in /usr/lib/jvm/* /opt/* /Library/Java/JavaVirtualMachines/*/Contents/Home \
        "${HOME:-/nonexistent}"/.sdkman/candidates/java/*; do
        if fits "$candidate" "$1" "$candidate" && [ "$java_number" -gt "$newest" ]; then
            newest=$java_number
            java_home=$candidate
        fi
    done
}
