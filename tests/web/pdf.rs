//! Small PDFs for the tests that read them.

/// The content of a one-page PDF.
#[derive(Default)]
pub struct Pdf<'a> {
    /// In ASCII, without brackets.
    pub lines: &'a [&'a str],
    /// Whether it is encrypted with a password.
    pub locked: bool,
    /// The name of an embedded document.
    pub attached: Option<&'a str>,
}

/// The bytes of the PDF.
pub fn pdf(pdf: &Pdf) -> Vec<u8> {
    let text: String = pdf.lines.iter().map(|line| format!("({line}) Tj T*\n")).collect();
    let content = format!("BT /F1 12 Tf 14 TL 72 720 Td\n{text}ET");
    let names = match pdf.attached {
        Some(name) => format!("/Names << /EmbeddedFiles << /Names [({name}) 6 0 R] >> >>"),
        None => String::new(),
    };
    let name = pdf.attached.unwrap_or_default();
    let mut objects = vec![
        format!("<< /Type /Catalog /Pages 2 0 R {names} >>"),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>".to_owned(),
        format!("<< /Length {} >>\nstream\n{content}\nendstream", content.len()),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>".to_owned(),
        format!("<< /Type /Filespec /F ({name}) /UF ({name}) /EF << /F 7 0 R >> >>"),
        "<< /Type /EmbeddedFile /Length 4 >>\nstream\n%PDF\nendstream".to_owned(),
    ];
    if pdf.locked {
        let key = "41".repeat(32);
        objects.push(format!("<< /Filter /Standard /V 1 /R 2 /O <{key}> /U <{key}> /P -4 >>"));
    }
    let mut bytes = b"%PDF-1.4\n".to_vec();
    let mut places = Vec::new();
    for (at, object) in objects.iter().enumerate() {
        places.push(bytes.len());
        bytes.extend(format!("{} 0 obj\n{object}\nendobj\n", at + 1).bytes());
    }
    let start = bytes.len();
    let count = objects.len() + 1;
    bytes.extend(format!("xref\n0 {count}\n0000000000 65535 f \n").bytes());
    places.iter().for_each(|place| bytes.extend(format!("{place:010} 00000 n \n").bytes()));
    let locked = if pdf.locked { "/Encrypt 8 0 R /ID [<41><41>]" } else { "" };
    bytes.extend(
        format!("trailer\n<< /Size {count} /Root 1 0 R {locked} >>\nstartxref\n{start}\n%%EOF\n").bytes(),
    );
    bytes
}
