"""What the pages share: base pages, components, css, js, pictures."""
