#!/usr/bin/env bash
# Makes bench/out/snn: the console app as one file that needs no .NET, for a machine with a card and nothing else.
#   bench/publish.sh && scp bench/out/snn CARD: && ssh CARD ./snn verify-gpu
set -eu
cd "$(dirname "${BASH_SOURCE[0]}")/.."
dotnet publish Snn.Foraging -c Release -r "${1:-linux-x64}" --self-contained -o bench/out \
    -p:PublishSingleFile=true -p:IncludeNativeLibrariesForSelfExtract=true -p:EnableCompressionInSingleFile=true -p:DebugType=none
rm -f bench/out/*.xml
ls -l bench/out
